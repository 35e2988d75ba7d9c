package org.cascadenlp.core.descriptor;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds flows in which two steps create annotations of which a document has one set: sentences,
 * tokens, or the parts of speech of tokens.
 */
final class RepeatedOutputCheck {

  private static final String SEGMENT = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.";

  private static final List<Kind> KINDS =
      List.of(
          new Kind(SEGMENT + "Sentence", "sentences, of which a text has one set", "the sentences"),
          new Kind(SEGMENT + "Token", "tokens, of which a text has one set", "the tokens"),
          new Kind(
              "de.tudarmstadt.ukp.dkpro.core.api.lexmorph.type.pos.POS",
              "parts of speech, of which a token has one",
              "the tags"));

  private final Types types;
  private final List<Problem> warnings;
  private final Map<Kind, Part> makers = new HashMap<>();

  /**
   * A kind of annotation that only one step should create.
   *
   * @param made what the steps create, for messages
   * @param all the annotations of one of the steps, for messages
   */
  private record Kind(String type, String made, String all) {}

  RepeatedOutputCheck(Types types, List<Problem> warnings) {
    this.types = types;
    this.warnings = warnings;
  }

  void examine(Part part) {
    if (part.isOpaque()) {
      return;
    }
    if (!part.isPrimitive()) {
      part.steps().forEach(this::examine);
      return;
    }
    for (Kind kind : KINDS) {
      if (has(TypeCheck.outputs(part), kind) && !has(TypeCheck.inputs(part), kind)) {
        Part earlier = makers.put(kind, part);
        if (earlier != null) {
          warnings.add(warning(kind, earlier, part));
        }
      }
    }
  }

  private boolean has(List<XmlElement> declared, Kind kind) {
    return declared.stream().anyMatch(type -> types.isA(type.text(), kind.type));
  }

  private static Problem warning(Kind kind, Part earlier, Part later) {
    return new Problem(
        later.placeInFlow(),
        "steps " + named(earlier) + " and " + named(later) + " make " + kind.made,
        "the later one's parameter existing decides: keep leaves "
            + kind.all
            + " of "
            + earlier.path()
            + ", replace takes those of "
            + later.path()
            + "; leave one of the steps out");
  }

  private static String named(Part step) {
    return step.path() + " (" + step.name() + ")";
  }
}
