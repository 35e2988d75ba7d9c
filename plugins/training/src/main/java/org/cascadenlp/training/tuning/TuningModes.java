package org.cascadenlp.training.tuning;

import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.uima.resource.ResourceManager;
import org.cascadenlp.core.Injectors;
import org.cascadenlp.core.Parameters;
import org.cascadenlp.core.command.Catalogue;
import org.cascadenlp.core.command.Description;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.training.settings.TuningSettings;

/** The values of parameter {@code mode}: frozen, the ways of tuning here, and those of plugins. */
public final class TuningModes {

  private static final String MODE = "mode";
  private static final String KIND = "training mode";
  private static final String FROZEN =
      "Only the head is trained, on the vectors of the nearest embedding before the trainer.";

  private final Map<String, TuningProvider> own = new LinkedHashMap<>();
  private final Map<String, TuningProvider> offered;

  /** What plugins bind; stays empty if none does. */
  static final class Offered {
    @Inject private Map<String, TuningProvider> byName = Map.of();
  }

  /** The modes here and those that are {@code offered}. */
  TuningModes(Map<String, TuningProvider> offered) {
    this.offered = new TreeMap<>(offered);
    own.put("fine-tune", new FineTuning.Provider());
    own.put("lora", new LoraTuning.Provider());
    for (String name : offered.keySet()) {
      if (own.containsKey(name) || name.equals(TuningSettings.FROZEN.mode())) {
        throw CascadeException.of(
            "plugins",
            "a plugin binds a TuningProvider by the name '" + name + "', which Cascade uses itself",
            "bind it by another name than " + names());
      }
    }
  }

  /** The modes of the pipeline that {@code resources} belongs to. */
  public static TuningModes of(ResourceManager resources) {
    return new TuningModes(Injectors.offered(resources, new Offered()).byName);
  }

  private List<String> names() {
    List<String> names = new ArrayList<>(List.of(TuningSettings.FROZEN.mode()));
    names.addAll(own.keySet());
    offered.keySet().stream().filter(name -> !names.contains(name)).forEach(names::add);
    return names;
  }

  /** A description of each mode; those of plugins are in their classes' {@link Description}. */
  List<Catalogue.Entry> entries() {
    List<Catalogue.Entry> entries = new ArrayList<>();
    entries.add(Catalogue.Entry.of(KIND, TuningSettings.FROZEN.mode(), FROZEN));
    for (Map<String, TuningProvider> providers : List.of(own, offered)) {
      providers.forEach((name, one) -> entries.add(Catalogue.Entry.offered(KIND, name, one)));
    }
    return entries;
  }

  /**
   * The way of tuning that parameter {@code mode} names, with its settings. Those of the ways here
   * are read in any mode, as every descriptor of a trainer has them.
   */
  public ChosenTuning read(Parameters parameters) {
    String mode = parameters.text(MODE);
    if (!names().contains(mode)) {
      throw parameters.bad(MODE, mode, "use one of " + String.join(", ", names()));
    }
    Map<String, Tuning> read = new HashMap<>();
    own.forEach((name, provider) -> read.put(name, provider.read(parameters)));
    TuningProvider other = offered.get(mode);
    Tuning tuning = other == null ? read.get(mode) : other.read(parameters);
    return new ChosenTuning(
        tuning == null ? TuningSettings.FROZEN : TuningSettings.of(mode, tuning.settings()),
        tuning);
  }
}
