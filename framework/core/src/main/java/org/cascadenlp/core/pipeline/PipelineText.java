package org.cascadenlp.core.pipeline;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.uima.analysis_engine.AnalysisEngineDescription;
import org.apache.uima.resource.ResourceConfigurationException;
import org.apache.uima.resource.ResourceManager;
import org.apache.uima.resource.ResourceSpecifier;
import org.apache.uima.resource.metadata.ConfigurationParameter;
import org.apache.uima.util.InvalidXMLException;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.files.Fingerprint;
import org.xml.sax.SAXException;

/**
 * The text of a pipeline's descriptors, including everything that they import.
 *
 * @param file the descriptor
 * @param parts the descriptors of its parts by role; that of the pipeline for parts written in it
 * @param parameters the names of the aggregate's own parameters
 * @param externalNames the names for external overrides of its and its parts' parameters
 * @param folders the folders of the descriptors that are files, against which relative paths in
 *     them are resolved
 * @param text the concatenated descriptors
 */
public record PipelineText(
    Path file,
    Map<String, URL> parts,
    Set<String> parameters,
    Set<String> externalNames,
    Set<Path> folders,
    String text) {

  private static final Pattern STRING = Pattern.compile("<string>([^<]*)</string>");

  /**
   * Reads {@code file} without creating an engine.
   *
   * @param overrides its parts are put into the pipeline, and its files are checked; its values are
   *     not applied
   * @param plugins jars with further components
   * @throws CascadeException if the pipeline cannot be read, or parts or files do not fit
   */
  public static PipelineText read(Path file, PipelineOverrides overrides, List<Path> plugins) {
    ResourceManager resources = Pipeline.resources(file, plugins);
    try {
      PartReplacement parts = PartReplacement.of(file, resources, overrides.parts());
      AnalysisEngineDescription pipeline = PipelineFile.parse(file, resources, parts);
      OverrideCheck.hold(
          ExternalOverrides.of(overrides.files()),
          pipeline,
          resources,
          overrides.elsewhere(),
          file.toString());
      return of(file, pipeline, resources);
    } catch (IOException | InvalidXMLException | ResourceConfigurationException | SAXException e) {
      throw unreadable(file, e);
    } finally {
      resources.destroy();
    }
  }

  /** The text of a loaded pipeline, with its settings applied. */
  public static PipelineText of(Pipeline loaded) {
    try {
      return of(loaded.descriptor(), loaded.description(), loaded.resources());
    } catch (IOException | InvalidXMLException | SAXException e) {
      throw unreadable(loaded.descriptor(), e);
    }
  }

  private static PipelineText of(
      Path file, AnalysisEngineDescription pipeline, ResourceManager resources)
      throws IOException, InvalidXMLException, SAXException {
    Map<String, String> files = new LinkedHashMap<>();
    write(pipeline, resources, files);
    ConfigurationParameter[] parameters =
        pipeline
            .getAnalysisEngineMetaData()
            .getConfigurationParameterDeclarations()
            .getConfigurationParameters();
    return new PipelineText(
        file,
        parts(file, pipeline.getDelegateAnalysisEngineSpecifiers(resources)),
        Arrays.stream(parameters)
            .map(ConfigurationParameter::getName)
            .collect(Collectors.toCollection(TreeSet::new)),
        OverrideCheck.names(pipeline, resources),
        folders(files.keySet()),
        String.join("\n", files.values()));
  }

  private static Map<String, URL> parts(Path file, Map<String, ResourceSpecifier> delegates)
      throws IOException {
    Map<String, URL> parts = new TreeMap<>();
    for (Map.Entry<String, ResourceSpecifier> delegate : delegates.entrySet()) {
      URL url = delegate.getValue().getSourceUrl();
      parts.put(delegate.getKey(), url == null ? file.toUri().toURL() : url);
    }
    return parts;
  }

  /** The roles of its parts, sorted. */
  public Set<String> roles() {
    return new TreeSet<>(parts.keySet());
  }

  private static CascadeException unreadable(Path file, Exception e) {
    return CascadeException.of(
        file.toString(), CascadeException.describe(e), "run `cascade check` on it", e);
  }

  /** Adds the files of {@code part} and its delegates, each once. */
  private static void write(
      ResourceSpecifier part, ResourceManager resources, Map<String, String> files)
      throws IOException, InvalidXMLException, SAXException {
    URL url = part.getSourceUrl();
    if (url == null) {
      StringWriter xml = new StringWriter(); // created by code, not read from a file
      part.toXML(xml);
      files.put("code " + files.size(), xml.toString());
    } else if (!files.containsKey(url.toString())) {
      files.put(url.toString(), content(url));
    }
    if (part instanceof AnalysisEngineDescription whole) {
      for (ResourceSpecifier inner :
          new TreeMap<>(whole.getDelegateAnalysisEngineSpecifiers(resources)).values()) {
        write(inner, resources, files);
      }
    }
  }

  /** The file's own text, because UIMA's XML writer would add a tenth of a second to each start. */
  private static String content(URL url) throws IOException {
    URLConnection connection = url.openConnection();
    connection.setUseCaches(false); // a jar must not stay open
    try (InputStream in = connection.getInputStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static Set<Path> folders(Set<String> urls) {
    return urls.stream()
        .filter(url -> url.startsWith("file:"))
        .map(url -> Path.of(URI.create(url)).resolveSibling("."))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * Adds to {@code fingerprint} the descriptors, {@code overrides} and external overrides, and the
   * files that descriptors and settings refer to.
   */
  public void addTo(Fingerprint fingerprint, PipelineOverrides overrides) {
    fingerprint.add(text);
    new TreeMap<>(overrides.parts())
        .forEach((role, part) -> fingerprint.add("--part " + role + "=" + part));
    ExternalOverrides external = ExternalOverrides.of(overrides.files());
    external.addTo(fingerprint);
    Set<String> values = new TreeSet<>(external.values());
    Set<Path> places = new TreeSet<>(folders);
    overrides.files().forEach(given -> places.add(PipelineResources.folder(given)));
    places.add(Path.of("")); // paths in settings are relative to the working directory
    new TreeMap<>(overrides.values())
        .forEach(
            (key, value) -> {
              fingerprint.add(key + "=" + value);
              values.add(value);
            });
    Matcher strings = STRING.matcher(text);
    while (strings.find()) {
      values.add(strings.group(1));
    }
    values.stream()
        .filter(value -> value.codePoints().anyMatch(Character::isLetter)) // not . or /
        .forEach(value -> addFiles(fingerprint, places, value));
  }

  /** Adds the files that {@code value} refers to, relative to any of {@code places}. */
  private static void addFiles(Fingerprint fingerprint, Set<Path> places, String value) {
    try {
      Set<Path> named = new TreeSet<>();
      places.forEach(place -> named.add(place.resolve(value).toAbsolutePath().normalize()));
      named.stream().filter(Files::exists).forEach(fingerprint::addModel);
    } catch (InvalidPathException e) {
      // the value is not a path
    }
  }

  /**
   * True if {@code key} ({@code ROLE.PARAMETER}, or a parameter of the aggregate) belongs to this
   * pipeline.
   */
  public boolean takes(String key) {
    int dot = key.lastIndexOf('.');
    return dot < 0 ? parameters.contains(key) : hasPart(key.substring(0, dot));
  }

  /** True if {@code role} ({@code ROLE}, or {@code OUTER/INNER}) may be a part of this pipeline. */
  public boolean hasPart(String role) {
    return parts.containsKey(role.split("/", 2)[0]);
  }
}
