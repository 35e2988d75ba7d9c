package org.cascadenlp.neural.sequence;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cascadenlp.types.Vectors;
import org.cascadenlp.weights.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Which vectors an embedder makes: a head accepts only those it was trained with.
 *
 * @param name the model's name, for people
 * @param hash the hash of its weights ({@link Tensor#hash})
 * @param settings how rows are made from them, for example {@code layers=6 pooling=first}
 * @param layers the layers a token has
 * @param width the numbers per token and layer
 */
public record VectorSpace(String name, String hash, String settings, int layers, int width) {

  /** How {@link #settings} begin to say how many subwords of a sequence's neighbours are read. */
  public static final String CONTEXT = " context=";

  /** What {@link #settings} end in where subwords are cut of the text. */
  public static final String CUT = " cut=text";

  private static final Pattern CONTEXT_IN_SETTINGS = Pattern.compile(CONTEXT + "([0-9]{1,9})");

  /** Which vectors of {@code level} those in the CAS are; null where there are none of them. */
  public static @Nullable VectorSpace of(Vectors vectors, Level level) {
    if (level == Level.SEQUENCE && vectors.getPooled() == null) {
      return null;
    }
    return level == Level.TOKEN
        ? new VectorSpace(
            vectors.getSource(),
            vectors.getHash(),
            vectors.getSettings(),
            vectors.getLayers(),
            vectors.getWidth())
        : new VectorSpace(
            vectors.getSource(),
            vectors.getHash(),
            vectors.getPooledSettings(),
            vectors.getLayers(),
            vectors.getPooled().size() / vectors.getLayers());
  }

  /** The same settings over other weights. */
  public VectorSpace with(String otherName, String otherHash) {
    return new VectorSpace(otherName, otherHash, settings, layers, width);
  }

  /** These vectors as an embedder makes them that cuts subwords as {@code cut} says. */
  public VectorSpace cutting(Cut cut) {
    return cut == Cut.TEXT ? new VectorSpace(name, hash, settings + CUT, layers, width) : this;
  }

  /** These settings without what they say of the cut, in each part of a stack. */
  public VectorSpace uncut() {
    return new VectorSpace(name, hash, settings.replace(CUT, ""), layers, width);
  }

  /** Of what subwords are cut, {@link Cut#TEXT} where that holds for a part of a stack. */
  public Cut cut() {
    return settings.contains(CUT) ? Cut.TEXT : Cut.TOKENS;
  }

  /** How many tokens of its neighbours on each side a sequence's vectors depend on at most. */
  public int context() {
    int most = 0;
    for (Matcher number = CONTEXT_IN_SETTINGS.matcher(settings); number.find(); ) {
      most = Math.max(most, Integer.parseInt(number.group(1)));
    }
    return most;
  }

  /** True where {@code other} makes the same vectors, whatever its name. */
  public boolean fits(VectorSpace other) {
    return hash.equals(other.hash)
        && settings.equals(other.settings)
        && layers == other.layers
        && width == other.width;
  }

  /** True where these are vectors side by side and those of {@code part} are among them. */
  public boolean stacks(VectorSpace part) {
    return VectorStack.holds(this, part);
  }

  @Override
  public String toString() {
    return name
        + " (weights "
        + hash.substring(0, Math.min(12, hash.length()))
        + ", "
        + settings
        + ", "
        + layers
        + " x "
        + width
        + ")";
  }
}
