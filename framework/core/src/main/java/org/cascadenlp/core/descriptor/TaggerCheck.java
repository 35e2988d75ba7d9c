package org.cascadenlp.core.descriptor;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds flows with more than one tagger of parts of speech: a token has the tag of one of them. */
final class TaggerCheck {

  private static final String POS = "de.tudarmstadt.ukp.dkpro.core.api.lexmorph.type.pos.POS";

  private final Types types;
  private final List<Problem> warnings;
  private @Nullable Part tagger;

  TaggerCheck(Types types, List<Problem> warnings) {
    this.types = types;
    this.warnings = warnings;
  }

  void examine(Part part) {
    if (part.isOpaque()) {
      return;
    }
    if (!part.isPrimitive()) {
      part.steps().forEach(this::examine);
    } else if (TypeCheck.outputs(part).stream().anyMatch(type -> types.isA(type.text(), POS))) {
      if (tagger != null) {
        warnings.add(warning(tagger, part));
      }
      tagger = part;
    }
  }

  private static Problem warning(Part earlier, Part later) {
    return new Problem(
        later.placeInFlow(),
        "steps "
            + named(earlier)
            + " and "
            + named(later)
            + " make parts of speech, of which a token has one",
        "the later one's parameter existing decides: keep leaves the tags of "
            + earlier.path()
            + ", replace takes those of "
            + later.path()
            + "; leave one of the steps out");
  }

  private static String named(Part step) {
    return step.path() + " (" + step.name() + ")";
  }
}
