package org.cascadenlp.heads;

import de.tudarmstadt.ukp.dkpro.core.api.lexmorph.type.pos.POS;
import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence;
import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token;
import org.apache.uima.UIMAFramework;
import org.apache.uima.jcas.JCas;
import org.apache.uima.util.CasCreationUtils;
import org.apache.uima.util.XMLInputSource;
import org.cascadenlp.types.Classification;

/** Documents for tests, with one sentence per line and tokens separated by spaces. */
public final class Documents {

  private Documents() {}

  public static JCas of(String text) throws Exception {
    var types = Documents.class.getResource("/org/cascadenlp/types/CascadeTypes.xml");
    var system = UIMAFramework.getXMLParser().parseTypeSystemDescription(new XMLInputSource(types));
    system.resolveImports();
    JCas cas = CasCreationUtils.createCas(system, null, null).getJCas();
    cas.setDocumentText(text);
    int at = 0;
    for (String line : text.split("(?<=\n)")) {
      new Sentence(cas, at, at + line.stripTrailing().length()).addToIndexes();
      int token = at;
      for (String word : line.split("(?<=\\s)")) {
        new Token(cas, token, token + word.stripTrailing().length()).addToIndexes();
        token += word.length();
      }
      at += line.length();
    }
    return cas;
  }

  public static Sentence sentence(JCas cas, int number) {
    return cas.select(Sentence.class).asList().get(number);
  }

  public static void tag(JCas cas, int token, String tag) {
    Token word = cas.select(Token.class).asList().get(token);
    POS pos = new POS(cas, word.getBegin(), word.getEnd());
    pos.setPosValue(tag);
    pos.addToIndexes();
    word.setPos(pos);
  }

  public static Classification classify(JCas cas, int begin, int end, String value) {
    Classification found = new Classification(cas, begin, end);
    found.setValue(value);
    found.addToIndexes();
    return found;
  }
}
