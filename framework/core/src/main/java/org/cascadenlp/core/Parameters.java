package org.cascadenlp.core;

import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.uima.UimaContext;
import org.apache.uima.UimaContextAdmin;
import org.apache.uima.resource.ResourceManager;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.pipeline.Pipeline;
import org.jspecify.annotations.Nullable;

/**
 * The typed parameters of one annotator, as its descriptor sets them.
 *
 * <p>There are no defaults in code: a parameter that a descriptor leaves empty is an error unless
 * it is read by one of the {@code optional} methods. A parameter that the annotator never reads is
 * an error too ({@link #refuseLeftovers}). Every error names the component, the parameter, its
 * value and what would work.
 */
public final class Parameters {

  private final String component;
  private final String role;
  private final UimaContext context;
  private final Set<String> read = new LinkedHashSet<>();

  private Parameters(String component, String role, UimaContext context) {
    this.component = component;
    this.role = role;
    this.context = context;
  }

  /** The parameters of the annotator that errors call {@code component}. */
  static Parameters of(UimaContext context, String component) {
    String path = ((UimaContextAdmin) context).getQualifiedContextName();
    String role = path.replaceAll("^/+|/+$", "");
    return new Parameters(
        role.isEmpty() ? component : component + " (" + role + ")", role, context);
  }

  /**
   * The delegate keys of this annotator, outermost first, joined by slashes; empty outside of an
   * aggregate.
   */
  String role() {
    return role;
  }

  /**
   * The name of this annotator in errors: its descriptor's name, followed by its role if it is part
   * of an aggregate.
   */
  public String component() {
    return component;
  }

  /** A mandatory string. */
  public String text(String name) {
    return required(name, String.class, "a text");
  }

  /** A string, or the empty string if the descriptor sets none. */
  public String optionalText(String name) {
    Object value = value(name);
    return value == null ? "" : cast(name, value, String.class, "a text");
  }

  /** A list of strings, empty if the descriptor sets none. */
  public List<String> texts(String name) {
    Object value = value(name);
    if (value == null) {
      return List.of();
    }
    return value instanceof String one
        ? List.of(one)
        : List.of(cast(name, value, String[].class, "a list of texts"));
  }

  /** A whole number from {@code least} to {@code most}. */
  public int integer(String name, int least, int most) {
    int value = required(name, Integer.class, "a whole number");
    if (value < least || value > most) {
      throw bad(name, value, "it must be from " + least + " to " + most);
    }
    return value;
  }

  /**
   * As {@link #integer}, or {@code absent} if the parameter is missing, as in descriptors of
   * earlier versions.
   */
  public int optionalInteger(String name, int least, int most, int absent) {
    return value(name) == null ? absent : integer(name, least, most);
  }

  /** A number from {@code least} to {@code most}. */
  public double number(String name, double least, double most) {
    double value = required(name, Float.class, "a number");
    // the shortest decimal that parses to the same float: 0.1 stays 0.1
    value = Double.parseDouble(Float.toString((float) value));
    if (!(value >= least && value <= most)) {
      throw bad(name, value, "it must be from " + least + " to " + most);
    }
    return value;
  }

  /** True or false. */
  public boolean flag(String name) {
    return required(name, Boolean.class, "true or false");
  }

  /** One of the constants of {@code type}, written in lower case with hyphens. */
  public <E extends Enum<E>> E choice(String name, Class<E> type) {
    String value = text(name);
    List<String> known = new ArrayList<>();
    for (E constant : type.getEnumConstants()) {
      String written = constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
      if (written.equals(value)) {
        return constant;
      }
      known.add(written);
    }
    throw bad(name, value, "use one of " + String.join(", ", known));
  }

  /**
   * As {@link #choice}, or {@code absent} if the parameter is missing, as in descriptors of earlier
   * versions.
   */
  public <E extends Enum<E>> E optionalChoice(String name, Class<E> type, E absent) {
    return value(name) == null ? absent : choice(name, type);
  }

  /**
   * An existing file or folder. A relative path is resolved against the folder of the descriptor
   * that sets it (if loaded by {@link Pipeline#load}), then against UIMA's data path, then on the
   * class path, from which it is unpacked.
   *
   * @throws CascadeException if nothing exists there
   */
  public Path path(String name) {
    return path(name, "");
  }

  /**
   * As {@link #path(String)}, with {@code remedy} appended to the error if the file does not exist.
   */
  public Path path(String name, String remedy) {
    String value = text(name);
    if (value.isEmpty()) {
      throw bad(name, value, "it is empty: name a file or folder" + remedy);
    }
    Path found = find(name, value);
    if (found == null) {
      throw bad(name, value, "there is no such file or folder" + tried(name, value) + remedy);
    }
    return found;
  }

  /**
   * The file or folder that {@code value} of parameter {@code name} refers to, or null if it does
   * not exist.
   */
  public @Nullable Path find(String name, String value) {
    return files().find(name, value);
  }

  /**
   * The places that {@link #find} searched, as a clause that begins with a semicolon; empty for an
   * absolute path.
   */
  public String tried(String name, String value) {
    return files().tried(name, value);
  }

  /** The path at which the file {@code value} of parameter {@code name} is expected. */
  public String place(String name, String value) {
    return files().place(name, value);
  }

  /**
   * The key by which {@code --set} sets parameter {@code name} of this part: the one the user
   * wrote, else that of the enclosing aggregate's parameter if it overrides this one.
   */
  public String setting(String name) {
    return files().setting(name);
  }

  /** The file or class path resource that parameter {@code name} refers to. */
  public URL resource(String name) {
    return contents().resource(name);
  }

  /** Every class path resource called {@code path}, in the order of the class path. */
  public List<URL> resourcesAt(String path) {
    return contents().at(path);
  }

  /**
   * The entries of the UTF-8 file or class path resource that parameter {@code name} refers to;
   * each line consists of a key, a tab and a value.
   */
  public Map<String, String> pairs(String name) {
    return contents().pairs(name);
  }

  /**
   * An error about {@code value} of parameter {@code name}, with {@code remedy} as what would work.
   */
  public CascadeException bad(String name, Object value, String remedy) {
    return CascadeException.of(component, "parameter " + name + " = '" + value + "'", remedy);
  }

  /** Throws if the descriptor sets a parameter that was never read. */
  void refuseLeftovers() {
    Set<String> left = new TreeSet<>();
    for (String name : context.getConfigParameterNames()) {
      if (!read.contains(name) && context.getConfigParameterValue(name) != null) {
        left.add(name);
      }
    }
    if (!left.isEmpty()) {
      throw CascadeException.of(
          component,
          "parameter " + left + " is set but has no effect here",
          "remove it; read are " + new TreeSet<>(read));
    }
  }

  private ResourceManager resources() {
    return ((UimaContextAdmin) context).getResourceManager();
  }

  private FileLookup files() {
    return new FileLookup(component, role, resources());
  }

  private ParameterResources contents() {
    return new ParameterResources(this, files(), Injectors.loader(resources()));
  }

  private @Nullable Object value(String name) {
    read.add(name);
    return context.getConfigParameterValue(name);
  }

  private <T> T required(String name, Class<T> type, String kind) {
    Object value = value(name);
    if (value == null) {
      boolean declared = Arrays.asList(context.getConfigParameterNames()).contains(name);
      throw CascadeException.of(
          component,
          "parameter " + name + " is not " + (declared ? "set" : "declared"),
          (declared ? "set it to " : "declare it in the descriptor as ") + kind);
    }
    return cast(name, value, type, kind);
  }

  private <T> T cast(String name, Object value, Class<T> type, String kind) {
    if (!type.isInstance(value)) {
      throw bad(
          name,
          value instanceof Object[] many ? Arrays.toString(many) : value,
          "declare it in the descriptor as " + kind);
    }
    return type.cast(value);
  }
}
