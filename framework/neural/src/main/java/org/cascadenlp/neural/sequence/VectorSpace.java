package org.cascadenlp.neural.sequence;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cascadenlp.types.Vectors;
import org.cascadenlp.weights.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The vector space of an embedder: model, weights and options. A head accepts only vectors of the
 * space it was trained on.
 *
 * @param name the model's name, for display
 * @param hash the hash of its weights ({@link Tensor#hash})
 * @param settings the options of the embedder that change its vectors, for example {@code layers=6
 *     pooling=first}
 * @param layers the number of layers per token
 * @param width the numbers per token and layer
 */
public record VectorSpace(String name, String hash, String settings, int layers, int width) {

  /** The name in {@link #settings} of the number of subwords read as context. */
  public static final String CONTEXT = " context=";

  /** The end of {@link #settings} if texts, not tokens, are split into subwords. */
  private static final String CUT = " cut=text";

  private static final Pattern CONTEXT_IN_SETTINGS = Pattern.compile(CONTEXT + "([0-9]{1,9})");

  /** The space of the vectors of {@code level} in the CAS; null if there are none of that level. */
  public static @Nullable VectorSpace of(Vectors vectors, Level level) {
    if (level != Level.SEQUENCE) {
      return level == level(vectors) ? ofValues(vectors) : null;
    }
    return vectors.getPooled() == null
        ? null
        : new VectorSpace(
            vectors.getSource(),
            vectors.getHash(),
            vectors.getPooledSettings(),
            vectors.getLayers(),
            vectors.getPooled().size() / vectors.getLayers());
  }

  /** The space of feature {@code values} of {@code vectors}. */
  public static VectorSpace ofValues(Vectors vectors) {
    return new VectorSpace(
        vectors.getSource(),
        vectors.getHash(),
        vectors.getSettings(),
        vectors.getLayers(),
        vectors.getWidth());
  }

  private static Level level(Vectors vectors) {
    return vectors.getWindows() == null ? Level.TOKEN : Level.SUBWORD;
  }

  /** The same settings over other weights. */
  public VectorSpace with(String otherName, String otherHash) {
    return new VectorSpace(otherName, otherHash, settings, layers, width);
  }

  /** This space for an embedder with {@code cut}; call it on a space of {@link Cut#TOKENS}. */
  public VectorSpace cutting(Cut cut) {
    return cut == Cut.TEXT ? new VectorSpace(name, hash, settings + CUT, layers, width) : this;
  }

  /** This space with {@link Cut#TOKENS}, in each part of a stack. */
  public VectorSpace uncut() {
    return new VectorSpace(name, hash, settings.replace(CUT, ""), layers, width);
  }

  /** The cut; {@link Cut#TEXT} for a stack with at least one part of that cut. */
  public Cut cut() {
    return settings.contains(CUT) ? Cut.TEXT : Cut.TOKENS;
  }

  /** The most tokens of context on each side that a sequence's vectors depend on. */
  public int context() {
    int most = 0;
    for (Matcher number = CONTEXT_IN_SETTINGS.matcher(settings); number.find(); ) {
      most = Math.max(most, Integer.parseInt(number.group(1)));
    }
    return most;
  }

  /** True if {@code other} is the same space; names are not compared. */
  public boolean fits(VectorSpace other) {
    return hash.equals(other.hash)
        && settings.equals(other.settings)
        && layers == other.layers
        && width == other.width;
  }

  /** True if this is the space of a stack and {@code part} is one of its parts. */
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
