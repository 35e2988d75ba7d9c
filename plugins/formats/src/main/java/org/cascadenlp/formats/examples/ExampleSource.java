package org.cascadenlp.formats.examples;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cascadenlp.core.document.DocumentSource;
import org.cascadenlp.core.document.SourceDocument;
import org.cascadenlp.core.error.CascadeException;
import org.jspecify.annotations.Nullable;

/** The documents of the examples in a file, by their {@link ExampleLayout}. */
final class ExampleSource implements DocumentSource {

  private final Path file;
  private final ExampleLayout layout;
  private final Examples examples;
  private int number;
  private int documents;

  ExampleSource(Path file, ExampleLayout layout, Examples examples) {
    this.file = file;
    this.layout = layout;
    this.examples = examples;
  }

  @Override
  public @Nullable SourceDocument next() {
    List<Example> some = new ArrayList<>();
    while (some.size() < layout.perDocument()) {
      Example example = chosen();
      if (example == null) {
        break;
      }
      some.add(example);
    }
    if (some.isEmpty()) {
      return null;
    }
    documents++;
    String name = layout.sentences() ? file.getFileName() + "-" + documents : some.get(0).name();
    return new ExampleDocument(name, some, layout);
  }

  /** The next example in the range of the layout. */
  private @Nullable Example chosen() {
    while (number < layout.last()) {
      Example example = examples.next();
      if (example == null) {
        if (number == 0) {
          throw CascadeException.of(
              file.toString(), "there are no examples in it", "name a file with examples");
        }
        return null;
      }
      number++;
      if (layout.uses(number)) {
        return example;
      }
    }
    return null;
  }

  @Override
  public List<String> fields() {
    return layout.sentences() ? List.of() : examples.fields();
  }

  @Override
  public void close() {
    examples.close();
  }
}
