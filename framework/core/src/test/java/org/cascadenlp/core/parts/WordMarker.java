package org.cascadenlp.core.parts;

import com.google.inject.Injector;
import de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity;
import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.core.ModelStore;
import org.cascadenlp.core.Parameters;
import org.cascadenlp.core.PluginAnnotator;

/**
 * Creates an entity for every token that the {@link Marker} of a given name selects; opens a model.
 */
public final class WordMarker extends PluginAnnotator {

  /** The injectors of the instances so far, in order. */
  public static final List<Injector> INJECTORS = Collections.synchronizedList(new ArrayList<>());

  /** The models used by the instances so far. */
  public static final List<Object> MODELS = Collections.synchronizedList(new ArrayList<>());

  @Inject private Map<String, Marker> markers;
  @Inject private Injector injector;

  private Marker marker;
  private String label;

  @Override
  protected void configure(Parameters parameters) {
    String name = parameters.text("marker");
    label = parameters.text("label");
    MODELS.add(closing(ModelStore.shared().open("word marker", Object.class, Object::new)).model());
    INJECTORS.add(injector);
    if (!markers.containsKey(name)) {
      throw parameters.bad("marker", name, "use one of " + markers.keySet());
    }
    marker = markers.get(name);
  }

  @Override
  protected String summary() {
    return "label " + label;
  }

  @Override
  protected void annotate(JCas cas) {
    for (Token token : cas.select(Token.class)) {
      if (marker.marks(token.getCoveredText())) {
        NamedEntity entity = new NamedEntity(cas, token.getBegin(), token.getEnd());
        entity.setValue(label);
        entity.addToIndexes();
      }
    }
  }
}
