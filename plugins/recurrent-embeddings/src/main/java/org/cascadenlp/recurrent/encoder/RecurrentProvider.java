package org.cascadenlp.recurrent.encoder;

import java.util.Set;
import org.cascadenlp.neural.embedding.Embedder;
import org.cascadenlp.neural.embedding.EmbedderOptions;
import org.cascadenlp.neural.embedding.EmbedderProvider;
import org.cascadenlp.neural.model.ReferenceCheck;

/** Opens recurrent encoders of one kind from files and folders; none is offered by name. */
public abstract class RecurrentProvider implements EmbedderProvider, ReferenceCheck {

  private final String kind;

  /** A provider of encoders of {@code kind}, for example {@code ELMo}. */
  protected RecurrentProvider(String kind) {
    this.kind = kind;
  }

  @Override
  public final Class<? extends Embedder> type() {
    return RecurrentEncoder.class;
  }

  @Override
  public final Set<String> names() {
    return Set.of();
  }

  @Override
  public final Embedder open(String name, EmbedderOptions settings) {
    throw new IllegalArgumentException("no " + kind + " is called " + name);
  }
}
