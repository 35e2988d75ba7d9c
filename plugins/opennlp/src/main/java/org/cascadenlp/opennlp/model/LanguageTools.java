package org.cascadenlp.opennlp.model;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.core.ModelStore.Lease;
import org.cascadenlp.core.Parameters;
import org.cascadenlp.core.error.CascadeException;

/**
 * The OpenNLP tools of one annotator: one for the model in parameter {@code model}, or one per
 * language for published models.
 *
 * <p>Tools are not thread safe and belong to one annotator; their models are shared.
 */
public final class LanguageTools<M, T> {

  private static final String DOCUMENT = "document";
  private static final String UNSPECIFIED = "x";
  private static final Pattern CODE = Pattern.compile("[A-Za-z]{2,3}([-_].*)?");

  /**
   * An OpenNLP tool.
   *
   * @param model the name of its model
   */
  public record Tool<T>(T tool, String model) {}

  private final Map<String, Tool<T>> tools = new HashMap<>();
  private final OpenNlpModels<M> models;
  private final Function<M, T> maker;
  private final Parameters parameters;
  private final Consumer<Lease<M>> closing;
  private final String language;

  private LanguageTools(
      OpenNlpModels<M> models,
      Function<M, T> maker,
      Parameters parameters,
      Consumer<Lease<M>> closing,
      String language) {
    this.models = models;
    this.maker = maker;
    this.parameters = parameters;
    this.closing = closing;
    this.language = language;
  }

  /**
   * Opens tools by the parameters {@code model} and {@code language}.
   *
   * @param maker creates a tool from a model
   * @param closing receives resources to close with the annotator
   */
  public static <M, T> LanguageTools<M, T> of(
      OpenNlpModels<M> models,
      Function<M, T> maker,
      Parameters parameters,
      Consumer<Lease<M>> closing) {
    String language = parameters.text("language");
    boolean code = CODE.matcher(language).matches();
    if (!language.equals(DOCUMENT) && !code) {
      throw parameters.bad("language", language, "use document, or a code such as en");
    }
    LanguageTools<M, T> tools =
        new LanguageTools<>(
            models, maker, parameters, closing, code ? LanguageCode.of(language) : DOCUMENT);
    if (!models.isPublished(parameters)) {
      tools.tools.put("", tools.tool(models.own(parameters)));
    } else if (code) {
      tools.tool(tools.language);
    }
    return tools;
  }

  /** The tool for the language of {@code cas}. */
  public Tool<T> of(JCas cas) {
    Tool<T> own = tools.get("");
    if (own != null) {
      return own;
    }
    if (!language.equals(DOCUMENT)) {
      return tool(language);
    }
    String found = LanguageCode.of(cas.getDocumentLanguage());
    if (found.equals(UNSPECIFIED)) {
      throw CascadeException.of(
          parameters.component(),
          "parameter language = 'document' and the document has no language",
          "set language to a code such as en, give --language, or put OpenNlpLanguageDetector"
              + " before this part");
    }
    return tool(found);
  }

  /** The language of {@code cas}, from parameter {@code language} or the document. */
  public String language(JCas cas) {
    return language.equals(DOCUMENT) ? LanguageCode.of(cas.getDocumentLanguage()) : language;
  }

  /** One line about the models used. */
  public String summary() {
    Tool<T> only = tools.size() == 1 ? tools.values().iterator().next() : null;
    return only == null ? "the published model of each document's language" : only.model();
  }

  private Tool<T> tool(String code) {
    Tool<T> known = tools.get(code);
    if (known != null) {
      return known;
    }
    Tool<T> made = tool(models.published(parameters, code));
    tools.put(code, made);
    return made;
  }

  private Tool<T> tool(OpenNlpModels.Opened<M> opened) {
    closing.accept(opened.lease());
    return new Tool<>(maker.apply(opened.lease().model()), opened.name());
  }
}
