package org.cascadenlp.opennlp.text;

import java.net.URL;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.core.Parameters;
import org.cascadenlp.opennlp.model.LanguageTools;
import org.jspecify.annotations.Nullable;

/** The abbreviations of one annotator: one list, or the shipped one for each language. */
public final class AbbreviationLists {

  private static final String SHIPPED = "shipped";
  private static final String ENGLISH = "en";

  private final Parameters parameters;
  private final Map<String, Abbreviations> byLanguage = new HashMap<>();
  private final boolean shipped;

  private AbbreviationLists(Parameters parameters, boolean shipped) {
    this.parameters = parameters;
    this.shipped = shipped;
  }

  /** Opens the lists in parameter {@code abbreviations}. */
  public static AbbreviationLists of(Parameters parameters) {
    AbbreviationLists lists =
        new AbbreviationLists(parameters, parameters.text("abbreviations").equals(SHIPPED));
    if (!lists.shipped) {
      lists.byLanguage.put("", Abbreviations.of(parameters.resource("abbreviations"), parameters));
    }
    return lists;
  }

  /** The list for the language of {@code cas}. */
  public Abbreviations of(JCas cas, LanguageTools<?, ?> tools) {
    return byLanguage.computeIfAbsent(shipped ? tools.language(cas) : "", this::read);
  }

  /** The list of {@code language}, else that of English, as initials and titles are similar. */
  private Abbreviations read(String language) {
    URL own = list(language);
    return Abbreviations.of(own != null ? own : Objects.requireNonNull(list(ENGLISH)), parameters);
  }

  private static @Nullable URL list(String language) {
    return AbbreviationLists.class.getResource("abbreviations-" + language + ".txt");
  }
}
