package org.cascadenlp.batch.evaluate;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.apache.uima.resource.ResourceManager;
import org.cascadenlp.core.Comparisons;
import org.cascadenlp.core.pipeline.Pipeline;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The values of {@code --compare}: the names of the comparisons that plugins bind. */
final class ComparisonNames implements Iterable<String>, ITypeConverter<String> {

  private static List<String> names() {
    ResourceManager resources = Pipeline.resources(Path.of("evaluate"), List.of());
    try {
      return List.copyOf(Comparisons.of(resources).byName().keySet());
    } finally {
      Pipeline.release(resources);
    }
  }

  /** The names on the class path and in the tool's plugin jars. */
  @Override
  public Iterator<String> iterator() {
    return names().iterator();
  }

  /** The name that {@code value} is, in upper or lower case. */
  @Override
  public String convert(String value) {
    List<String> names = names();
    return names.stream()
        .filter(value::equalsIgnoreCase)
        .findFirst()
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "expected one of " + names + " but was '" + value + "'"));
  }
}
