package org.cascadenlp.core.command;

import java.util.Arrays;
import java.util.List;
import org.apache.uima.resource.ResourceManager;
import org.cascadenlp.core.Injectors;

/**
 * What a module offers by name, for {@code cascade list}; contributed as a service (named in {@code
 * META-INF/services/org.cascadenlp.core.command.Catalogue}).
 */
public interface Catalogue {

  /**
   * The entries, in any order.
   *
   * @param resources by which {@link Injectors} finds the services of plugins
   */
  List<Entry> entries(ResourceManager resources);

  /** What the class of {@code offered} says of itself, empty if it says nothing. */
  static String description(Object offered) {
    Description description = offered.getClass().getAnnotation(Description.class);
    return description == null ? "" : description.value();
  }

  /** The settings that {@code described} has in its {@link Description}. */
  static List<Parameter> settings(Class<?> described) {
    Description description = described.getAnnotation(Description.class);
    return description == null
        ? List.of()
        : Arrays.stream(description.settings())
            .map(s -> new Parameter(s.name(), s.type(), s.value(), s.description()))
            .toList();
  }

  /**
   * Something that a user can name.
   *
   * @param kind what it is, in the singular: annotator, encoder, head ...
   * @param name by which it is named
   * @param description a sentence
   * @param inputs the types that an annotator declares to read
   * @param outputs the types that it declares to write
   */
  record Entry(
      String kind,
      String name,
      String description,
      List<String> inputs,
      List<String> outputs,
      List<Parameter> parameters) {

    public Entry {
      inputs = List.copyOf(inputs);
      outputs = List.copyOf(outputs);
      parameters = List.copyOf(parameters);
    }

    /** What is offered by {@code name}, as its class describes it. */
    public static Entry offered(String kind, String name, Object offered) {
      return new Entry(
          kind,
          name,
          Catalogue.description(offered),
          List.of(),
          List.of(),
          settings(offered.getClass()));
    }

    /** An entry that has no inputs, outputs and parameters of its own. */
    public static Entry of(String kind, String name, String description) {
      return new Entry(kind, name, description, List.of(), List.of(), List.of());
    }
  }

  /**
   * A parameter of an annotator, or a setting of something else.
   *
   * @param type as descriptors write it, with {@code []} where it is a list; or the values it
   *     chooses from
   * @param value what the descriptor sets, empty if it sets nothing
   */
  record Parameter(String name, String type, String value, String description) {}
}
