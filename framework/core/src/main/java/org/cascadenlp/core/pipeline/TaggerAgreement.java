package org.cascadenlp.core.pipeline;

import de.tudarmstadt.ukp.dkpro.core.api.lexmorph.type.pos.POS;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.uima.analysis_engine.AnalysisEngine;
import org.apache.uima.resource.CasDefinition;
import org.apache.uima.resource.ConfigurationManager;
import org.apache.uima.resource.ResourceInitializationException;
import org.apache.uima.resource.metadata.TypeDescription;
import org.cascadenlp.core.FlowOrder;
import org.cascadenlp.core.error.CascadeException;
import org.jspecify.annotations.Nullable;

/**
 * Checks that the part-of-speech taggers of one pipeline are compatible. A token has one part of
 * speech, so a later tagger with {@code existing = refuse} would reject every document.
 */
final class TaggerAgreement {

  private final ConfigurationManager values;
  private final Map<String, String> supertypes = new HashMap<>();

  private TaggerAgreement(AnalysisEngine engine) {
    values = engine.getUimaContextAdmin().getConfigurationManager();
  }

  /**
   * Checks the {@code parts} of {@code engine}, in the order of the flow.
   *
   * @throws CascadeException with the tagger that refuses and the one before it
   * @throws ResourceInitializationException if the parts' type systems are incompatible
   */
  static void hold(AnalysisEngine engine, List<FlowOrder.Part> parts)
      throws ResourceInitializationException {
    TaggerAgreement agreement = new TaggerAgreement(engine);
    if (parts.stream().anyMatch(agreement::refuses)) {
      agreement.readTypes(engine.getResourceManager().getCasManager().getCasDefinition());
      agreement.check(parts);
    }
  }

  private boolean refuses(FlowOrder.Part part) {
    return "refuse".equals(values.getConfigParameterValue(part.place() + "existing"));
  }

  private void readTypes(CasDefinition definition) {
    for (TypeDescription type : definition.getTypeSystemDescription().getTypes()) {
      supertypes.put(type.getName(), type.getSupertypeName());
    }
  }

  private void check(List<FlowOrder.Part> parts) {
    FlowOrder.Part earlier = null;
    for (FlowOrder.Part part : parts) {
      if (part.outputs().orElse(List.of()).stream().anyMatch(this::isPos)) {
        if (earlier != null && refuses(part)) {
          throw CascadeException.of(
              part.component(),
              "parameter existing = 'refuse', and "
                  + earlier.component()
                  + " before it makes parts of speech, of which a token has one",
              "set existing = keep or replace, or leave one of them out");
        }
        earlier = part;
      }
    }
  }

  private boolean isPos(String type) {
    for (@Nullable String at = type; at != null; at = supertypes.get(at)) {
      if (at.equals(POS.class.getName())) {
        return true;
      }
    }
    return false;
  }
}
