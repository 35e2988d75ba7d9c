package org.cascadenlp.testkit.parts;

import de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity;
import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence;
import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.core.ModelStore;
import org.cascadenlp.core.Parameters;
import org.cascadenlp.core.PluginAnnotator;
import org.cascadenlp.core.document.OnExisting;

/** Annotates capitalised tokens as entities, with a configurable {@link Fault}. */
public final class Pupil extends PluginAnnotator {

  /** The contract violations that it can simulate. */
  public enum Fault {
    NONE,
    TAKES_ANY_PARAMETER,
    MAKES_UNDECLARED,
    SETS_UNDECLARED,
    MAKES_NOTHING,
    READS_UNDECLARED,
    WRITES_GOLD,
    SPLITS_CHARACTERS,
    KEEPS_STATE,
    USES_THE_LOCALE,
    SHARES_STATE,
    DOUBLES,
    LEAVES_MODELS_OPEN,
    LEAVES_NATIVES_OPEN,
    CRASHES_ON_EMPTY,
    KEEPS_CLOSED_MODEL,
    KEEPS_FORMER_LABEL,
    SWALLOWS_DESTROY
  }

  /** The simulated number of open native resources. */
  public static final AtomicInteger NATIVES = new AtomicInteger();

  private static volatile String shared = "";

  private Fault fault = Fault.NONE;
  private int documents;
  private boolean configured;
  private String label = "";
  private Model model = new Model();

  /** A model that cannot be used after it was closed. */
  private static final class Model implements AutoCloseable {
    private boolean closed;

    @Override
    public void close() {
      closed = true;
    }
  }

  @Override
  protected void configure(Parameters parameters) {
    fault = parameters.choice("fault", Fault.class);
    if (fault == Fault.TAKES_ANY_PARAMETER) {
      parameters.optionalText("noSuchParameterExists");
    }
    ModelStore.Lease<Model> lease =
        ModelStore.shared().open("pupil " + System.identityHashCode(this), Model.class, Model::new);
    if (fault != Fault.LEAVES_MODELS_OPEN) {
      closing(lease);
    }
    if (fault != Fault.KEEPS_CLOSED_MODEL || !configured) {
      model = lease.model();
    }
    String wanted = parameters.optionalText("label");
    if (fault != Fault.KEEPS_FORMER_LABEL || !configured) {
      label = wanted;
    }
    configured = true;
  }

  @Override
  public void destroy() {
    if (fault != Fault.SWALLOWS_DESTROY) {
      super.destroy();
    }
  }

  @Override
  protected void annotate(JCas cas) throws Exception {
    String text = cas.getDocumentText();
    documents++;
    if (fault != Fault.DOUBLES) {
      OnExisting.REPLACE.wantsNew(cas, NamedEntity.class, "Pupil");
    }
    if (model.closed) {
      throw new IllegalStateException("the model is closed");
    }
    switch (fault) {
      case MAKES_UNDECLARED -> new Sentence(cas, 0, text.length()).addToIndexes();
      case WRITES_GOLD -> {
        if (cas.getCas().getViewIterator().hasNext() && has(cas, "gold")) {
          new NamedEntity(cas.getView("gold"), 0, 1).addToIndexes();
        }
      }
      case LEAVES_NATIVES_OPEN -> NATIVES.incrementAndGet();
      case CRASHES_ON_EMPTY -> Objects.checkIndex(0, text.length());
      case SPLITS_CHARACTERS -> {
        for (int i = 0; i < text.length(); i++) {
          new NamedEntity(cas, i, i + 1).addToIndexes();
        }
      }
      default -> {}
    }
    for (Token token : cas.select(Token.class).asList()) {
      if (Character.isUpperCase(token.getCoveredText().codePointAt(0))) {
        mark(cas, token);
      }
    }
  }

  private void mark(JCas cas, Token token) throws InterruptedException {
    String value =
        switch (fault) {
          case KEEPS_STATE -> label + " " + documents;
          case USES_THE_LOCALE -> token.getCoveredText().toLowerCase(Locale.getDefault());
          case READS_UNDECLARED -> label + " " + cas.select(Sentence.class).count();
          case SHARES_STATE -> shared(token.getCoveredText());
          default -> label;
        };
    if (fault == Fault.SETS_UNDECLARED) {
      token.setId("marked");
    }
    if (fault != Fault.MAKES_NOTHING) {
      NamedEntity entity = new NamedEntity(cas, token.getBegin(), token.getEnd());
      entity.setValue(value);
      entity.addToIndexes();
    }
  }

  private static String shared(String mine) throws InterruptedException {
    shared = mine;
    Thread.sleep(5);
    return shared;
  }

  private static boolean has(JCas cas, String view) {
    boolean[] found = {false};
    cas.getCas().getViewIterator().forEachRemaining(v -> found[0] |= v.getViewName().equals(view));
    return found[0];
  }
}
