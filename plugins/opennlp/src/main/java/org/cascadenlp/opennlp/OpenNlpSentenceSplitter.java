package org.cascadenlp.opennlp;

import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import opennlp.tools.sentdetect.SentenceDetectorME;
import opennlp.tools.sentdetect.SentenceModel;
import opennlp.tools.util.Span;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.core.Parameters;
import org.cascadenlp.core.PluginAnnotator;
import org.cascadenlp.core.document.OnExisting;
import org.cascadenlp.core.process.Interruption;
import org.cascadenlp.core.text.TextRegion;
import org.cascadenlp.opennlp.model.LanguageTools;
import org.cascadenlp.opennlp.model.ModelKind;
import org.cascadenlp.opennlp.model.OpenNlpModels;
import org.cascadenlp.opennlp.text.AbbreviationLists;
import org.cascadenlp.opennlp.text.Abbreviations;
import org.cascadenlp.opennlp.text.Breaks;
import org.cascadenlp.opennlp.text.Characters;
import org.cascadenlp.opennlp.text.Region;

/**
 * Splits a document into sentences by OpenNLP's maximum entropy sentence detector, and after an
 * ideographic full stop.
 *
 * <p>Every character that is not white space is in exactly one sentence, and no sentence begins or
 * ends with white space.
 */
public final class OpenNlpSentenceSplitter extends PluginAnnotator {

  // OpenNLP's models end a sentence at . ! ? only
  private static final Pattern IDEOGRAPHIC_STOP = Pattern.compile("[。！？｡]++[」』”’）》〉】]*+");

  private static final OpenNlpModels<SentenceModel> MODELS =
      new OpenNlpModels<>(ModelKind.SENTENCES, SentenceModel.class, SentenceModel::new);

  private LanguageTools<SentenceModel, SentenceDetectorME> detectors;
  private OnExisting existing;
  private Breaks breaks;
  private AbbreviationLists abbreviations;
  private int maxSentence;
  private String component;

  @Override
  protected void configure(Parameters parameters) {
    component = parameters.component();
    existing = parameters.choice("existing", OnExisting.class);
    breaks = parameters.choice("breaks", Breaks.class);
    abbreviations = AbbreviationLists.of(parameters);
    maxSentence = parameters.integer("maxSentence", 100, 100_000);
    detectors = LanguageTools.of(MODELS, SentenceDetectorME::new, parameters, this::closing);
  }

  @Override
  protected String summary() {
    return detectors.summary();
  }

  @Override
  protected void annotate(JCas cas) {
    String text = cas.getDocumentText();
    if (text == null || !existing.wantsNew(cas, Sentence.class, component)) {
      return;
    }
    if (new Region(0, text.length()).trim(text).length() == 0) {
      return;
    }
    Detector detector = new Detector(detectors.of(cas).tool(), abbreviations.of(cas, detectors));
    for (TextRegion region : TextRegion.of(cas)) {
      for (Region sentence : sentences(text, region, detector)) {
        new Sentence(cas, sentence.begin(), sentence.end()).addToIndexes();
      }
    }
  }

  /** OpenNLP's model and the abbreviations of a language. */
  private record Detector(SentenceDetectorME model, Abbreviations abbreviations) {}

  private List<Region> sentences(String text, TextRegion region, Detector detector) {
    List<Region> sentences = new ArrayList<>();
    for (Region block : breaks.blocks(text, region)) {
      for (Region piece : withoutLongWords(text, block)) {
        Interruption.check();
        for (Region sentence : detect(text, piece, detector)) {
          for (Region part : sentence.trim(text).cut(text, maxSentence)) {
            Region trimmed = part.trim(text);
            if (trimmed.length() > 0) {
              sentences.add(trimmed);
            }
          }
        }
      }
    }
    return sentences;
  }

  /**
   * Splits words longer than {@code maxSentence}, because OpenNLP's time is quadratic in a word.
   */
  private List<Region> withoutLongWords(String text, Region block) {
    List<Region> pieces = new ArrayList<>();
    int start = block.begin();
    int word = start;
    for (int i = start; i < block.end(); i++) {
      if (Characters.isSpace(text.charAt(i))) {
        word = i + 1;
      } else if (i - word >= maxSentence && Characters.isBoundary(text, i)) {
        pieces.add(new Region(start, i));
        start = i;
        word = i;
      }
    }
    pieces.add(new Region(start, block.end()));
    return pieces;
  }

  /** The sentences of one piece; text that OpenNLP leaves between two belongs to the first. */
  private List<Region> detect(String text, Region piece, Detector detector) {
    CharSequence part = text.subSequence(piece.begin(), piece.end());
    TreeSet<Integer> starts = new TreeSet<>();
    for (Span span : detector.model.sentPosDetect(part)) {
      starts.add(piece.begin() + span.getStart());
    }
    starts.removeIf(start -> detector.abbreviations.goOnAt(text, piece.begin(), start));
    for (Matcher stop = IDEOGRAPHIC_STOP.matcher(part); stop.find(); ) {
      starts.add(piece.begin() + stop.end());
    }
    List<Region> sentences = new ArrayList<>();
    int start = piece.begin();
    for (int next : starts) {
      if (next > start && next < piece.end() && Characters.isBoundary(text, next)) {
        sentences.add(new Region(start, next));
        start = next;
      }
    }
    sentences.add(new Region(start, piece.end()));
    return sentences;
  }
}
