package org.cascadenlp.formats.html;

import de.tudarmstadt.ukp.dkpro.core.api.lexmorph.type.pos.POS;
import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Lemma;
import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence;
import de.tudarmstadt.ukp.dkpro.core.api.syntax.type.chunk.Chunk;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.uima.UIMAException;
import org.apache.uima.UIMAFramework;
import org.apache.uima.jcas.JCas;
import org.apache.uima.resource.metadata.Import;
import org.apache.uima.resource.metadata.TypeSystemDescription;
import org.apache.uima.util.CasCreationUtils;
import org.cascadenlp.types.Classification;
import org.cascadenlp.types.ScoredEntity;
import org.cascadenlp.types.ScoredPos;

/** Builds an annotated document, and the HTML page of it. */
final class Document {

  private static final Pattern TEXT =
      Pattern.compile("<div id=\"text\"[^>]*>(.*)</div>\\s*</main>", Pattern.DOTALL);

  final JCas cas;

  Document(String text) {
    try {
      Import all = UIMAFramework.getResourceSpecifierFactory().createImport();
      all.setName("org.cascadenlp.types.CascadeTypes");
      TypeSystemDescription types =
          UIMAFramework.getResourceSpecifierFactory().createTypeSystemDescription();
      types.setImports(new Import[] {all});
      types.resolveImports();
      cas = CasCreationUtils.createCas(types, null, null).getJCas();
      cas.setDocumentText(text);
    } catch (UIMAException e) {
      throw new IllegalStateException(e);
    }
  }

  Document entity(int begin, int end, String label, float score) {
    ScoredEntity entity = new ScoredEntity(cas, begin, end);
    entity.setValue(label);
    entity.setScore(score);
    entity.setSource("EntityTagger minilm-lora");
    entity.addToIndexes();
    return this;
  }

  Document entity(String covered, String label, float score) {
    int begin = cas.getDocumentText().indexOf(covered);
    return entity(begin, begin + covered.length(), label, score);
  }

  Document tag(String covered, String tag, String lemma) {
    int begin = cas.getDocumentText().indexOf(covered);
    POS pos = new ScoredPos(cas, begin, begin + covered.length());
    pos.setPosValue(tag);
    pos.addToIndexes();
    Lemma written = new Lemma(cas, begin, begin + covered.length());
    written.setValue(lemma);
    written.addToIndexes();
    return this;
  }

  Document chunk(String covered, String label) {
    int begin = cas.getDocumentText().indexOf(covered);
    Chunk chunk = new Chunk(cas, begin, begin + covered.length());
    chunk.setChunkValue(label);
    chunk.addToIndexes();
    return this;
  }

  Document label(int begin, int end, String task, String value, float score) {
    Classification label = new Classification(cas, begin, end);
    label.setTask(task);
    label.setValue(value);
    label.setScore(score);
    label.setSource("TextClassifier");
    label.addToIndexes();
    return this;
  }

  Document sentence(int begin, int end) {
    new Sentence(cas, begin, end).addToIndexes();
    return this;
  }

  /** The page that {@link HtmlDocuments} writes, decoded as UTF-8. */
  String page() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new HtmlDocuments().write(cas.getCas(), "folder/a.txt", out);
    return out.toString(StandardCharsets.UTF_8);
  }

  /** The inner HTML of the element with the document's text in {@code page}. */
  static String markup(String page) {
    Matcher found = TEXT.matcher(page);
    if (!found.find()) {
      throw new IllegalArgumentException("no text in " + page);
    }
    return found.group(1);
  }

  /** The text content of {@code markup}, like a browser's {@code textContent}. */
  static String textContent(String markup) {
    return markup
        .replaceAll("<(?:\"[^\"]*\"|[^\">])*>", "")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&#13;", "\r")
        .replace("&nbsp;", "\u00a0")
        .replace("&amp;", "&");
  }
}
