package org.cascadenlp.opennlp;

import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token;
import de.tudarmstadt.ukp.dkpro.core.api.syntax.type.chunk.Chunk;
import java.util.List;
import opennlp.tools.chunker.ChunkerME;
import opennlp.tools.chunker.ChunkerModel;
import opennlp.tools.util.Span;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.core.Parameters;
import org.cascadenlp.core.PluginAnnotator;
import org.cascadenlp.core.document.OnExisting;
import org.cascadenlp.core.process.Interruption;
import org.cascadenlp.opennlp.model.ModelKind;
import org.cascadenlp.opennlp.model.OpenNlpModels;
import org.cascadenlp.opennlp.text.Sentences;

/**
 * Annotates chunks (noun phrases, verb groups) by OpenNLP's maximum entropy chunker, from tokens
 * and parts of speech. The user provides the model, as OpenNLP publishes none.
 */
public final class OpenNlpChunker extends PluginAnnotator {

  private static final OpenNlpModels<ChunkerModel> MODELS =
      new OpenNlpModels<>(ModelKind.CHUNKS, ChunkerModel.class, ChunkerModel::new);

  private ChunkerME chunker;
  private OnExisting existing;
  private String component;
  private String model;

  @Override
  protected void configure(Parameters parameters) {
    component = parameters.component();
    existing = parameters.choice("existing", OnExisting.class);
    OpenNlpModels.Opened<ChunkerModel> opened = MODELS.own(parameters);
    chunker = new ChunkerME(closing(opened.lease()).model());
    model = opened.name();
  }

  @Override
  protected String summary() {
    return model;
  }

  @Override
  protected void annotate(JCas cas) {
    if (!existing.wantsNew(cas, Chunk.class, component)) {
      return;
    }
    for (List<Token> tokens : Sentences.of(cas, component).tokens()) {
      Interruption.check();
      String[] tags = Sentences.tags(tokens, component);
      for (Span span : chunker.chunkAsSpans(Sentences.forms(tokens), tags)) {
        Token first = tokens.get(span.getStart());
        Token last = tokens.get(span.getEnd() - 1);
        Chunk chunk = new Chunk(cas, first.getBegin(), last.getEnd());
        chunk.setChunkValue(span.getType());
        chunk.addToIndexes();
      }
    }
  }
}
