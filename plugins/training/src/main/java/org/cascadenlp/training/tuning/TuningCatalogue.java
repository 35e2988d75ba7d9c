package org.cascadenlp.training.tuning;

import java.util.List;
import org.apache.uima.resource.ResourceManager;
import org.cascadenlp.core.command.Catalogue;

/** The ways of tuning that parameter {@code mode} of a trainer takes, for {@code cascade list}. */
public final class TuningCatalogue implements Catalogue {

  /** For the service loader. */
  public TuningCatalogue() {}

  @Override
  public List<Entry> entries(ResourceManager resources) {
    return TuningModes.of(resources).entries();
  }
}
