package org.cascadenlp.contextual;

import java.nio.file.Path;
import java.util.Set;
import org.cascadenlp.core.command.Description;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.embedding.Embedder;
import org.cascadenlp.neural.embedding.EmbedderOptions;
import org.cascadenlp.neural.embedding.EmbedderProvider;
import org.cascadenlp.neural.embedding.EmbedderSettings;
import org.cascadenlp.neural.embedding.EmbedderSettings.Pooling;
import org.cascadenlp.neural.model.LoraAdapter;
import org.cascadenlp.neural.model.PretrainedHead;
import org.cascadenlp.neural.model.PretrainedHeads;
import org.cascadenlp.neural.sequence.VectorSpace;
import org.cascadenlp.transformers.config.EncoderConfiguration;
import org.cascadenlp.transformers.files.EncoderSource;
import org.cascadenlp.transformers.files.EncoderSources;
import org.cascadenlp.transformers.files.HuggingFaceFolder;
import org.cascadenlp.transformers.files.SentenceModules;
import org.cascadenlp.transformers.files.ShippedBert;
import org.cascadenlp.transformers.head.HeadConfiguration;
import org.cascadenlp.transformers.spec.Attention;
import org.cascadenlp.transformers.spec.Attention.RelativePosition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Transformers: BERT models from jars by name, all supported architectures from Hugging Face
 * folders.
 */
@Description(
    "BERT (Devlin et al. 2019) by name from a jar; from a Hugging Face folder also RoBERTa, XLM-R,"
        + " ELECTRA, DistilBERT, ALBERT, MPNet, DeBERTa-v2/v3, ModernBERT, XLNet, GPT, GPT-2 and"
        + " GPT-Neo; settings are the parameters of TransformerEmbedding.")
public final class TransformerProvider implements EmbedderProvider, PretrainedHeads {

  private static final Logger LOG = LoggerFactory.getLogger(TransformerProvider.class);

  @Override
  public Class<? extends Embedder> type() {
    return TransformerEncoder.class;
  }

  @Override
  public Set<String> names() {
    return ShippedBert.names();
  }

  @Override
  public String describe(String name) {
    return ShippedBert.of(name).description();
  }

  @Override
  public boolean reads(Path folder) {
    return new HuggingFaceFolder(SentenceModules.encoder(folder)).holdsEncoder()
        || (LoraAdapter.in(folder) && knows(folder, LoraAdapter.base(folder)));
  }

  @Override
  public EmbedderOptions resolved(String model, EmbedderOptions options) {
    if (!(options instanceof EmbedderSettings network) || network.pooling() != Pooling.AUTO) {
      return options;
    }
    EncoderSource source =
        names().contains(model) ? EncoderSources.shipped(model) : EncoderSources.in(Path.of(model));
    Attention attention = source.configuration().get().spec().attention();
    // only the last subword of a token has read all of it in a GPT; XLNet is trained to predict
    // from earlier subwords, too
    boolean last =
        attention.isCausal() || attention.relativePosition() == RelativePosition.SINUSOIDS;
    return network.pooling(last ? Pooling.LAST : Pooling.FIRST);
  }

  @Override
  public Embedder open(String name, EmbedderOptions settings) {
    return encoder(
        EncoderModel.of(EncoderSources.shipped(name)),
        EmbedderSettings.of(resolved(name, settings), name));
  }

  @Override
  public Embedder open(Path folder, EmbedderOptions settings) {
    EncoderModel model = EncoderModel.of(EncoderSources.in(folder));
    EmbedderSettings network =
        EmbedderSettings.of(resolved(folder.toString(), settings), folder.toString());
    for (String difference : SentenceModules.differences(folder, network, model.tokenizer())) {
      LOG.warn("{}: pooled vectors differ from sentence-transformers': {}", folder, difference);
    }
    return encoder(model, network);
  }

  @Override
  public EmbedderOptions fitting(Path folder, EmbedderOptions given, VectorSpace space) {
    int positions = EncoderSources.in(folder).configuration().get().positions();
    return EncoderSpaces.settings(given, space, positions);
  }

  @Override
  public boolean holdsHead(Path folder) {
    return LoraAdapter.in(folder) || HeadConfiguration.in(folder);
  }

  @Override
  public PretrainedHead head(Path folder) {
    return PretrainedFolder.head(folder);
  }

  private boolean knows(Path adapter, String base) {
    return names().contains(base)
        || new HuggingFaceFolder(SentenceModules.encoder(adapter.resolveSibling(base)))
            .holdsEncoder();
  }

  private static Embedder encoder(EncoderModel model, EmbedderSettings settings) {
    EncoderConfiguration configuration = model.configuration();
    if (settings.window() > configuration.positions()) {
      throw CascadeException.of(
          model.name(),
          "parameter window = '" + settings.window() + "'",
          "the maximum of this model is "
              + configuration.positions()
              + " subwords: set window, and a lower overlap, of each part that reads it (in a"
              + " training pipeline the embedding and the trainer)");
    }
    if (settings.memory() > 0
        && configuration.spec().attention().relativePosition() != RelativePosition.SINUSOIDS) {
      throw CascadeException.of(
          model.name(),
          "parameter memory = '" + settings.memory() + "'",
          "only XLNet has segment recurrence, and this is a model of type "
              + configuration.architecture().modelType()
              + ": set it to 0");
    }
    return new TransformerEncoder(
        model,
        settings,
        settings.resolvedLayers(configuration.layers(), model.name()),
        settings.precision().bfloat16());
  }
}
