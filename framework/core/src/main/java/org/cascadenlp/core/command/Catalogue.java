package org.cascadenlp.core.command;

import java.util.ArrayList;
import java.util.List;
import org.apache.uima.resource.ResourceManager;
import org.cascadenlp.core.Injectors;
import org.cascadenlp.core.command.Description.Setting;

/**
 * The named components of a module, for {@code cascade list}; contributed as a service (named in
 * {@code META-INF/services/org.cascadenlp.core.command.Catalogue}).
 */
public interface Catalogue {

  /**
   * The entries, in any order.
   *
   * @param resources the resource manager whose {@link Injectors} injector holds the services of
   *     plugins
   */
  List<Entry> entries(ResourceManager resources);

  /** The {@link Description} of the class of {@code offered}; empty if it has none. */
  static String description(Object offered) {
    Description description = offered.getClass().getAnnotation(Description.class);
    return description == null ? "" : description.value();
  }

  /**
   * The settings in the {@link Description} of {@code described}, then those of its superclasses;
   * empty if there are none.
   */
  static List<Parameter> settings(Class<?> described) {
    List<Parameter> settings = new ArrayList<>();
    for (Class<?> type = described; type != null; type = type.getSuperclass()) {
      Description description = type.getAnnotation(Description.class);
      for (Setting s : description == null ? new Setting[0] : description.settings()) {
        settings.add(new Parameter(s.name(), s.type(), s.value(), s.description()));
      }
    }
    return List.copyOf(settings);
  }

  /**
   * A component that a user can name.
   *
   * @param kind its kind, in the singular: annotator, encoder, head ...
   * @param name its name
   * @param description one sentence
   * @param inputs the declared input types of an annotator
   * @param outputs the declared output types of an annotator
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

    /**
     * The component {@code offered} under {@code name}, described by the {@link Description} of its
     * class.
     */
    public static Entry offered(String kind, String name, Object offered) {
      return new Entry(
          kind,
          name,
          Catalogue.description(offered),
          List.of(),
          List.of(),
          settings(offered.getClass()));
    }

    /** An entry without inputs, outputs and parameters. */
    public static Entry of(String kind, String name, String description) {
      return new Entry(kind, name, description, List.of(), List.of(), List.of());
    }
  }

  /**
   * A parameter of an annotator, or a setting of another component.
   *
   * @param type the type as in descriptors, with {@code []} for a list; or the allowed values
   * @param value the value set in the descriptor, or the default; empty if absent
   */
  record Parameter(String name, String type, String value, String description) {}
}
