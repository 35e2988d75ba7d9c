package org.cascadenlp.neural.embedding;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.sequence.Cut;

/** Chooses the {@link Cut} of an embedding whose descriptor leaves it open. */
public final class CutChoice {

  private CutChoice() {}

  /**
   * A head or trainer that reads the vectors of an embedding.
   *
   * @param component its name in errors
   * @param fits the cuts it was trained with; both for a folder that has a head for each
   */
  public record Reader(String component, Set<Cut> fits) {}

  /**
   * The cut that all {@code readers} were trained with; {@link Cut#TEXT} if both fit.
   *
   * @param embedding its name in errors
   * @param asked the cut in the descriptor or the adapter's model card, which is returned unless it
   *     is {@link Cut#AUTO}
   * @throws CascadeException naming two readers that were trained with different cuts
   */
  public static Cut of(String embedding, Cut asked, List<Reader> readers) {
    if (asked != Cut.AUTO) {
      return asked;
    }
    Set<Cut> left = EnumSet.of(Cut.TEXT, Cut.TOKENS);
    for (Reader reader : readers) {
      Set<Cut> both = EnumSet.copyOf(left);
      both.retainAll(reader.fits);
      if (both.isEmpty()) {
        throw disagree(embedding, readers, reader);
      }
      left = both;
    }
    return left.contains(Cut.TEXT) ? Cut.TEXT : Cut.TOKENS;
  }

  private static CascadeException disagree(String embedding, List<Reader> all, Reader last) {
    Cut own = last.fits.contains(Cut.TEXT) ? Cut.TEXT : Cut.TOKENS;
    String other =
        all.stream()
            .filter(r -> !r.fits.contains(own))
            .findFirst()
            .map(Reader::component)
            .orElse("another");
    String text = own == Cut.TEXT ? last.component : other;
    String tokens = own == Cut.TEXT ? other : last.component;
    return CascadeException.of(
        embedding,
        "parameter cut = 'auto', and its vectors are read by "
            + text
            + ", trained with cut = text, and by "
            + tokens
            + ", trained with cut = tokens",
        "give each an embedding of its own with that cut, or train one of them anew");
  }
}
