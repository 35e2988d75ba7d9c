package org.cascadenlp.opennlp;

import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence;
import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import opennlp.tools.tokenize.TokenizerME;
import opennlp.tools.tokenize.TokenizerModel;
import opennlp.tools.util.Span;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.core.Parameters;
import org.cascadenlp.core.PluginAnnotator;
import org.cascadenlp.core.document.OnExisting;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.process.Interruption;
import org.cascadenlp.opennlp.model.LanguageTools;
import org.cascadenlp.opennlp.model.ModelKind;
import org.cascadenlp.opennlp.model.OpenNlpModels;
import org.cascadenlp.opennlp.text.AbbreviationLists;
import org.cascadenlp.opennlp.text.Abbreviations;
import org.cascadenlp.opennlp.text.Characters;
import org.cascadenlp.opennlp.text.Ideographs;
import org.cascadenlp.opennlp.text.Region;
import org.cascadenlp.opennlp.text.Words;

/**
 * Splits sentences into tokens by OpenNLP's maximum entropy tokenizer.
 *
 * <p>Every character that is not white space is in exactly one token, no token contains white
 * space, and no token begins with a combining mark or inside an emoji.
 */
public final class OpenNlpTokenizer extends PluginAnnotator {

  private static final OpenNlpModels<TokenizerModel> MODELS =
      new OpenNlpModels<>(ModelKind.TOKENS, TokenizerModel.class, TokenizerModel::new);

  /** A tokenizer with a cache of its results for recent words. */
  private record Cutter(TokenizerME tokenizer, Map<String, int[]> ends) {}

  private LanguageTools<TokenizerModel, Cutter> cutters;
  private OnExisting existing;
  private AbbreviationLists abbreviations;
  private Words words;
  private Ideographs ideographs;
  private int maxWord;
  private String component;

  @Override
  protected void configure(Parameters parameters) {
    component = parameters.component();
    existing = parameters.choice("existing", OnExisting.class);
    abbreviations = AbbreviationLists.of(parameters);
    words = parameters.choice("words", Words.class);
    ideographs = parameters.choice("ideographs", Ideographs.class);
    maxWord = parameters.integer("maxWord", 10, 10_000);
    cutters =
        LanguageTools.of(
            MODELS,
            model -> new Cutter(new TokenizerME(model), new RecentWords()),
            parameters,
            this::closing);
  }

  @Override
  protected String summary() {
    return cutters.summary();
  }

  @Override
  protected void annotate(JCas cas) {
    String text = cas.getDocumentText();
    if (text == null || !existing.wantsNew(cas, Token.class, component)) {
      return;
    }
    List<Sentence> sentences = cas.select(Sentence.class).asList();
    if (sentences.isEmpty() && new Region(0, text.length()).trim(text).length() > 0) {
      throw CascadeException.of(
          component,
          "the document has text but no sentences",
          "put a sentence splitter before this part, for example"
              + " org.cascadenlp.opennlp.OpenNlpSentenceSplitter");
    }
    if (sentences.isEmpty()) {
      return;
    }
    Cutter cutter = cutters.of(cas).tool();
    Abbreviations kept = abbreviations.of(cas, cutters);
    for (Sentence sentence : sentences) {
      Interruption.check();
      for (Region word : new Region(sentence.getBegin(), sentence.getEnd()).words(text)) {
        for (Region part : ideographs.parts(text, word)) {
          // OpenNLP's time is quadratic in the length of a word
          part.cut(text, maxWord).forEach(piece -> tokenize(cas, piece, cutter, kept));
        }
      }
    }
  }

  private void tokenize(JCas cas, Region region, Cutter cutter, Abbreviations kept) {
    String word = cas.getDocumentText().substring(region.begin(), region.end());
    int start = 0;
    // the result depends on the word only, and most words of a text repeat
    for (int end : cutter.ends().computeIfAbsent(word, w -> ends(w, cutter.tokenizer(), kept))) {
      new Token(cas, region.begin() + start, region.begin() + end).addToIndexes();
      start = end;
    }
  }

  /** The ends of the tokens of {@code word}. */
  private int[] ends(String word, TokenizerME tokenizer, Abbreviations kept) {
    TreeSet<Integer> starts = new TreeSet<>();
    for (Span span : tokenizer.tokenizePos(word)) {
      starts.add(span.getStart());
    }
    words.adjust(word, starts);
    List<Integer> ends = new ArrayList<>();
    int start = 0;
    for (int next : starts) {
      if (next > start
          && next < word.length()
          && Characters.isBoundary(word, next)
          && !(word.charAt(next) == '.' && kept.contains(word.substring(start, next + 1)))) {
        ends.add(next);
        start = next;
      }
    }
    ends.add(word.length());
    return ends.stream().mapToInt(Integer::intValue).toArray();
  }

  /** A cache of recent words, the least recently used evicted first. */
  private static final class RecentWords extends LinkedHashMap<String, int[]> {
    private static final long serialVersionUID = 1L;
    private static final int MOST = 20_000;

    RecentWords() {
      super(64, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, int[]> eldest) {
      return size() > MOST;
    }
  }
}
