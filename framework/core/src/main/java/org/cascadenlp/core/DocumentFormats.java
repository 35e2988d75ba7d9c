package org.cascadenlp.core;

import com.google.inject.Inject;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.uima.resource.ResourceManager;
import org.cascadenlp.core.document.CorpusFormat;
import org.cascadenlp.core.document.DocumentFormat;
import org.cascadenlp.core.document.InputFormat;
import org.cascadenlp.core.document.OutputFormat;
import org.cascadenlp.core.error.CascadeException;

/**
 * The document formats that plugins bind by name, in the order of their bindings: as {@link
 * DocumentFormat}, or as {@code CorpusFormat} or {@code OutputFormat}, as earlier versions did.
 */
@SuppressWarnings("deprecation") // bindings of earlier versions
public final class DocumentFormats {

  @Inject(optional = true)
  private Map<String, DocumentFormat> formats = Map.of();

  @Inject(optional = true)
  private Map<String, CorpusFormat> corpora = Map.of();

  @Inject(optional = true)
  private Map<String, OutputFormat> outputs = Map.of();

  private DocumentFormats() {}

  /** The formats of the pipeline that {@code resources} belongs to. */
  public static DocumentFormats of(ResourceManager resources) {
    return Injectors.inject(resources, new DocumentFormats());
  }

  /** The formats that are read. */
  public Map<String, InputFormat> inputs() {
    Map<String, InputFormat> all = new LinkedHashMap<>();
    formats.forEach((name, format) -> format.input().ifPresent(input -> add(all, name, input)));
    corpora.forEach((name, format) -> add(all, name, format));
    return all;
  }

  /** The formats that are written. */
  public Map<String, OutputFormat> outputs() {
    Map<String, OutputFormat> all = new LinkedHashMap<>();
    formats.forEach((name, format) -> format.output().ifPresent(output -> add(all, name, output)));
    outputs.forEach((name, format) -> add(all, name, format));
    return all;
  }

  private static <T> void add(Map<String, T> all, String name, T format) {
    T other = all.putIfAbsent(name, format);
    if (other != null) {
      throw CascadeException.of(
          "plugins",
          "two bind the format '" + name + "': " + other.getClass() + " and " + format.getClass(),
          "leave one of them out, or bind it by another name");
    }
  }
}
