package org.cascadenlp.formats.examples;

import java.nio.file.Path;
import org.cascadenlp.core.command.Description;
import org.cascadenlp.core.command.Description.Setting;
import org.cascadenlp.core.document.InputOptions;
import org.cascadenlp.formats.source.CorpusSettings;
import org.cascadenlp.formats.source.ScoreColumn;
import org.cascadenlp.formats.source.SourceLines;
import org.cascadenlp.formats.source.TextColumns;
import org.cascadenlp.formats.source.UniqueIds;

/**
 * JSON Lines: an object with a text and its labels on each line; blank lines are skipped.
 *
 * <p>Its settings, all optional, are in its {@link Description}.
 */
@Description(
    value = "JSON Lines: an object with a text and its labels on each line.",
    settings = {
      @Setting(
          name = "text",
          value = "text",
          description = "the member with the text" + TextColumns.TEXT),
      @Setting(
          name = "label",
          value = "label",
          description = "the member with the label, or a list of labels"),
      @Setting(
          name = "labelSeparator",
          description = "the separator of several labels in a text (default: one label)"),
      @Setting(name = "score", description = ScoreColumn.SCORE),
      @Setting(name = "scoreRange", description = ScoreColumn.RANGE),
      @Setting(name = "id", description = UniqueIds.ID),
      @Setting(name = "labelPattern", description = CorpusSettings.LABEL_PATTERN)
    })
public final class ObjectsFormat extends ExamplesFormat {

  public static final String NAME = "jsonl";

  @Override
  String name() {
    return NAME;
  }

  @Override
  Examples examples(Path file, CorpusSettings settings, InputOptions.Gold gold) {
    ObjectMembers members = ObjectMembers.of(settings, gold);
    return new ObjectExamples(
        file, SourceLines.open(file, settings, SourceLines.Ends.NEWLINE), members);
  }
}
