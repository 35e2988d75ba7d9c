package org.cascadenlp.cli.check;

import org.apache.uima.jcas.JCas;
import org.cascadenlp.core.Parameters;
import org.cascadenlp.core.PluginAnnotator;

/** An annotator with a summary. */
public final class Namer extends PluginAnnotator {

  private String model;

  @Override
  protected void configure(Parameters parameters) {
    model = parameters.text("model");
    if (model.equals("torn.bin")) {
      throw parameters.bad("model", model, "train it again");
    }
  }

  @Override
  protected String summary() {
    return "model " + model + ", labels LOC ORG PER";
  }

  @Override
  protected void annotate(JCas cas) {}
}
