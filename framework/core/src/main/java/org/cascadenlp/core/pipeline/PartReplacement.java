package org.cascadenlp.core.pipeline;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.uima.UIMAFramework;
import org.apache.uima.analysis_engine.AnalysisEngineDescription;
import org.apache.uima.collection.CollectionReaderDescription;
import org.apache.uima.resource.ResourceManager;
import org.apache.uima.resource.ResourceSpecifier;
import org.apache.uima.resource.metadata.ConfigurationParameter;
import org.apache.uima.resource.metadata.Import;
import org.apache.uima.util.InvalidXMLException;
import org.apache.uima.util.XMLInputSource;
import org.cascadenlp.core.Injectors;
import org.cascadenlp.core.descriptor.Descriptors;
import org.cascadenlp.core.descriptor.RemovedDescriptors;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.error.Suggestion;
import org.cascadenlp.core.files.SpecialFile;
import org.jspecify.annotations.Nullable;

/**
 * Puts other descriptors into the place of a pipeline's parts, in memory: as if the pipeline
 * imported them. What the pipeline sets for the old part, it sets for the new one.
 */
final class PartReplacement {

  private static final String CHECKED =
      "name one whose outermost element is <analysisEngineDescription>; `cascade check` on it says"
          + " what is wrong in it";

  private final Path pipeline;
  private final ResourceManager resources;
  private final Map<String, String> parts;
  private final Map<String, Import> imports = new LinkedHashMap<>();
  private final Map<String, URL> urls = new LinkedHashMap<>();

  private PartReplacement(Path pipeline, ResourceManager resources, Map<String, String> parts) {
    this.pipeline = pipeline;
    this.resources = resources;
    this.parts = parts;
  }

  /**
   * Finds the descriptors of {@code parts}.
   *
   * @param parts by {@code ROLE} or {@code OUTER/INNER}: a path relative to the working directory,
   *     else one relative to the folder of {@code pipeline}, else a name to import
   * @throws CascadeException if one does not exist
   */
  static PartReplacement of(Path pipeline, ResourceManager resources, Map<String, String> parts) {
    PartReplacement replacement = new PartReplacement(pipeline, resources, parts);
    parts.keySet().stream()
        .sorted(Comparator.comparingInt(role -> role.split("/").length)) // outer ones first
        .forEach(replacement::find);
    return replacement;
  }

  /** The descriptors that replace parts, by role. */
  Map<String, URL> urls() {
    return urls;
  }

  private void find(String role) {
    String value = parts.getOrDefault(role, "");
    Import imported = UIMAFramework.getResourceSpecifierFactory().createImport();
    List<String> places = new ArrayList<>();
    Path file = file(role, value, places);
    if (file == null && value.indexOf(':') >= 0) { // UIMA would open it as a URL
      throw bad(
          role,
          "this leads out of the file system",
          "descriptors are read from files, jars and the class path only: name a file, or a name"
              + " such as org.cascadenlp.pipelines.embeddings.glove");
    }
    try {
      if (file != null) {
        imported.setLocation(file.toUri().toString());
      } else {
        imported.setName(value);
      }
      imported.setSourceUrl(pipeline.toAbsolutePath().toUri().toURL());
      urls.put(role, imported.findAbsoluteUrl(resources));
      imports.put(role, imported);
    } catch (InvalidXMLException | MalformedURLException e) {
      places.forEach(place -> RemovedDescriptors.refuse(Path.of(place)));
      RemovedDescriptors.refuse(value, importable(), Injectors.loader(resources));
      throw bad(
          role,
          "there is no such descriptor",
          Suggestion.of(value, importable())
              + "looked for "
              + String.join(", ", places)
              + (value.matches("[^/]*(?<!\\.xml)")
                  ? " and for the name " + value + " on the data path and the class path"
                  : ""));
    }
  }

  /** The file that {@code value} names, or null; adds to {@code places} where it was looked for. */
  private @Nullable Path file(String role, String value, List<String> places) {
    try {
      Path written = Path.of(value);
      for (Path place : List.of(written, PipelineResources.folder(pipeline).resolve(written))) {
        Path file = place.toAbsolutePath().normalize();
        places.add(file.toString());
        String kind = SpecialFile.kind(file);
        if (!kind.isEmpty() || Files.isDirectory(file)) {
          throw bad(
              role,
              file + " is " + (kind.isEmpty() ? "a folder" : kind),
              "name the file of a descriptor");
        }
        if (Files.exists(file)) {
          return file;
        }
      }
    } catch (InvalidPathException e) {
      // it may be a name
    }
    return null;
  }

  private Set<String> importable() {
    try {
      return Descriptors.of(Injectors.loader(resources)).keySet();
    } catch (IOException e) {
      return Set.of();
    }
  }

  /**
   * Replaces the parts of {@code description}, whose imports need not be resolved yet.
   *
   * @throws CascadeException if there is no part with a role, a descriptor is not an annotator's,
   *     or it lacks a parameter that the aggregate around the part sets
   * @throws InvalidXMLException if an import on the way to an inner part cannot be resolved
   */
  void apply(AnalysisEngineDescription description) throws InvalidXMLException {
    for (Map.Entry<String, Import> entry : imports.entrySet()) {
      List<String> roles = List.of(entry.getKey().split("/"));
      AnalysisEngineDescription whole = description;
      for (String role : roles.subList(0, roles.size() - 1)) {
        holdRole(whole, role, entry.getKey());
        if (!(whole.getDelegateAnalysisEngineSpecifiers(resources).get(role)
            instanceof AnalysisEngineDescription inner)) {
          throw bad(entry.getKey(), "part '" + role + "' has no parts", "replace it as a whole");
        }
        whole = inner;
      }
      String role = roles.get(roles.size() - 1);
      holdRole(whole, role, entry.getKey());
      if (part(entry.getKey()) instanceof AnalysisEngineDescription part) {
        for (ConfigurationParameter outer : parameters(whole)) {
          holdOverrides(entry.getKey(), role, outer, part);
        }
      }
      whole.getDelegateAnalysisEngineSpecifiersWithImports().put(role, entry.getValue());
    }
  }

  private void holdRole(AnalysisEngineDescription whole, String role, String key) {
    Set<String> roles = whole.getDelegateAnalysisEngineSpecifiersWithImports().keySet();
    if (!roles.contains(role)) {
      throw bad(
          key,
          "there is no part named '" + role + "'",
          roles.isEmpty()
              ? "this descriptor is not an aggregate and has no parts"
              : "the parts here are " + new TreeSet<>(roles));
    }
  }

  /** The new part. */
  private ResourceSpecifier part(String key) {
    URL url = urls.get(key);
    try {
      ResourceSpecifier part =
          UIMAFramework.getXMLParser().parseResourceSpecifier(new XMLInputSource(url));
      if (!(part instanceof CollectionReaderDescription)) {
        return part;
      }
    } catch (InvalidXMLException | IOException e) {
      throw CascadeException.of(place(key), "it is not the descriptor of an annotator", CHECKED, e);
    }
    throw bad(key, "it is the descriptor of a collection reader", CHECKED);
  }

  /** Throws if {@code outer}, a parameter of the aggregate, sets what {@code part} cannot take. */
  private void holdOverrides(
      String key, String role, ConfigurationParameter outer, AnalysisEngineDescription part) {
    for (String target : outer.getOverrides()) {
      if (!target.startsWith(role + "/")) {
        continue;
      }
      String name = target.substring(role.length() + 1);
      ConfigurationParameter inner =
          part.getAnalysisEngineMetaData()
              .getConfigurationParameterDeclarations()
              .getConfigurationParameter(null, name);
      if (inner == null) {
        throw bad(
            key,
            "it has no parameter '"
                + name
                + "', which parameter '"
                + outer.getName()
                + "' of the pipeline sets",
            "name a part that has it: the parameters of "
                + part.getAnalysisEngineMetaData().getName()
                + " are "
                + parameters(part).stream()
                    .map(ConfigurationParameter::getName)
                    .collect(Collectors.toCollection(TreeSet::new)));
      }
      if (!inner.getType().equals(outer.getType())
          || inner.isMultiValued() != outer.isMultiValued()) {
        throw bad(
            key,
            "its parameter '" + name + "' is " + type(inner),
            "parameter '"
                + outer.getName()
                + "' of the pipeline, which sets it, is "
                + type(outer)
                + ": name a part that takes it");
      }
    }
  }

  private static String type(ConfigurationParameter parameter) {
    return (parameter.isMultiValued() ? "a list of type " : "of type ") + parameter.getType();
  }

  private static List<ConfigurationParameter> parameters(AnalysisEngineDescription part) {
    return List.of(
        part.getAnalysisEngineMetaData()
            .getConfigurationParameterDeclarations()
            .getConfigurationParameters());
  }

  private String place(String role) {
    return pipeline + ": --part " + role + "=" + parts.get(role);
  }

  private CascadeException bad(String role, String problem, String remedy) {
    return CascadeException.of(place(role), problem, remedy);
  }
}
