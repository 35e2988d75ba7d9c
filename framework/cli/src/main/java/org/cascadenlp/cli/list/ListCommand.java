package org.cascadenlp.cli.list;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.uima.resource.ResourceManager;
import org.cascadenlp.core.Injectors;
import org.cascadenlp.core.command.CascadeCommand;
import org.cascadenlp.core.command.Catalogue;
import org.cascadenlp.core.command.Catalogue.Entry;
import org.cascadenlp.core.command.PluginOptions;
import org.cascadenlp.core.descriptor.RemovedDescriptors;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.pipeline.Pipeline;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code cascade list}: lists the available annotators, embedders, encoders, heads, formats and
 * commands with their descriptions.
 *
 * <p>Modules contribute entries by a {@link Catalogue}.
 */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description =
        "Lists the components that a pipeline or a command can name, or describes one of them.")
public final class ListCommand implements CascadeCommand {

  @Parameters(
      arity = "0..1",
      paramLabel = "NAME",
      description =
          "The component to describe in full; the package of an annotator may be left out.")
  private String name = "";

  @Option(names = "--json", description = "Writes the full descriptions of all components as JSON.")
  private boolean json;

  @Mixin private PluginOptions plugins = new PluginOptions();

  /** For the service loader. */
  public ListCommand() {}

  @Override
  public Integer call() {
    List<Entry> entries = entries();
    PrintStream out = System.out;
    if (json) {
      Gson gson = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
      out.println(gson.toJson(entries));
    } else if (name.isEmpty()) {
      Lines.of(entries).forEach(out::println);
    } else {
      entries.forEach(entry -> Lines.full(entry).forEach(out::println));
    }
    return 0;
  }

  private List<Entry> named(List<Entry> all, ResourceManager resources) {
    if (name.isEmpty()) {
      return all;
    }
    List<Entry> found =
        all.stream().filter(e -> e.name().equals(name) || e.name().endsWith("." + name)).toList();
    if (found.isEmpty()) {
      Set<String> descriptors =
          all.stream()
              .map(Entry::name)
              .filter(known -> known.contains("."))
              .collect(Collectors.toSet());
      RemovedDescriptors.refuse(name, descriptors, Injectors.loader(resources));
      throw CascadeException.of(
          "list " + name, "there is nothing of that name", "`cascade list` shows all names");
    }
    return found;
  }

  private List<Entry> entries() {
    ResourceManager resources = Pipeline.resources(Path.of("list"), plugins.jars());
    List<Catalogue> catalogues =
        new ArrayList<>(List.of(new Annotators(), new CorpusFormats(), new Commands()));
    try {
      ServiceLoader.load(Catalogue.class, Injectors.loader(resources)).forEach(catalogues::add);
      List<Entry> entries = new ArrayList<>();
      catalogues.forEach(catalogue -> entries.addAll(catalogue.entries(resources)));
      entries.sort(Comparator.comparing(Entry::kind).thenComparing(Entry::name));
      return named(entries, resources);
    } catch (ServiceConfigurationError e) {
      throw CascadeException.of(
          "list",
          CascadeException.describe(e),
          "a catalogue named in META-INF/services is a public class with an empty constructor",
          e);
    } finally {
      Pipeline.release(resources);
    }
  }
}
