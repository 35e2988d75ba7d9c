package org.cascadenlp.formats.squad;

import java.nio.file.Path;
import java.util.Locale;
import org.cascadenlp.core.command.Description;
import org.cascadenlp.core.command.Description.Setting;
import org.cascadenlp.core.document.DocumentSource;
import org.cascadenlp.core.document.InputFormat;
import org.cascadenlp.core.document.InputOptions;
import org.cascadenlp.formats.source.CorpusSettings;
import org.cascadenlp.formats.source.CorpusText;

/**
 * The JSON of SQuAD 1.1 and 2.0: {@code {"data": [{"paragraphs": [{"context", "qas": [{"id",
 * "question", "answers": [{"text", "answer_start"}], "is_impossible"}]}]}]}}. Other members are
 * skipped.
 *
 * <p>A document is one question with its context: its name is the question's id. The file is read
 * paragraph by paragraph and may be larger than memory.
 *
 * @see <a href="https://aclanthology.org/P18-2124">Rajpurkar et al. 2018</a>
 */
@Description(
    value =
        "JSON of SQuAD 1.1 and 2.0 (XQuAD, CMRC, COVID-QA): each question with its context is a"
            + " document.",
    settings = {
      @Setting(
          name = SquadFormat.ANSWERS,
          type = "strict | nearest",
          value = "strict",
          description =
              "nearest: an answer that is not at its answer_start is taken from the nearest place where"
                  + " the context contains it, and left out if it is not the only one and the context"
                  + " does not contain it; strict: it is an error"),
      @Setting(name = "encoding", description = CorpusSettings.ENCODING),
      @Setting(name = "sentences", description = "a range of the questions, 1-1000 or 1001-")
    })
public final class SquadFormat implements InputFormat {

  public static final String NAME = "squad";

  static final String ANSWERS = "answers";

  @Override
  public DocumentSource open(Path file, InputOptions options) {
    CorpusSettings settings = new CorpusSettings(NAME, options.settings(), SquadFormat.class);
    GoldAnswers answers =
        options.gold() == InputOptions.Gold.LEFT_OUT
            ? GoldAnswers.LEFT_OUT
            : GoldAnswers.valueOf(
                settings.choice(ANSWERS, "strict", "nearest").toUpperCase(Locale.ROOT));
    int[] range = settings.range("sentences");
    return new SquadSource(file, CorpusText.reader(file, settings), answers, range);
  }
}
