package org.cascadenlp.contextual.imports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.output.FolderLock;
import org.cascadenlp.core.output.UnfinishedFolder;
import org.cascadenlp.neural.embedding.SavedHead;
import org.cascadenlp.neural.model.ModelCard;
import org.cascadenlp.neural.model.ModelFolder;
import org.cascadenlp.transformers.config.EncoderConfiguration;
import org.cascadenlp.transformers.files.CausalHead;
import org.cascadenlp.transformers.files.EncoderWeights;
import org.cascadenlp.transformers.files.HuggingFaceFolder;
import org.cascadenlp.transformers.files.MaskedHead;
import org.cascadenlp.weights.safetensors.SafeTensors;
import org.cascadenlp.weights.tensor.Tensor;

/** Writes an encoder as a Hugging Face folder with a {@code model.json}. */
final class EncoderImport {

  private static final String MASKED_HEAD = "cls.";

  private EncoderImport() {}

  /**
   * Imports {@code files} to {@code folder}. The folder is created completely or not at all, also
   * if the process is terminated.
   *
   * @param allowed the arrays, by their names in the file, and configuration fields that are
   *     ignored
   */
  static TensorAudit run(EncoderFiles files, Path folder, String licence, Set<String> allowed) {
    EncoderConfiguration configuration = files.configuration();
    if (files.tokenizer().vocabularySize() > configuration.vocabulary()) {
      throw CascadeException.of(
          files.place(),
          "the tokenizer has "
              + files.tokenizer().vocabularySize()
              + " subwords, the configuration "
              + configuration.vocabulary(),
          "use the tokenizer that came with the weights");
    }
    Map<String, Tensor> all = new LinkedHashMap<>(files.tensors().tensors());
    all.keySet()
        .removeIf(name -> allowed.contains(files.tensors().stored().getOrDefault(name, name)));
    Map<String, Tensor> encoder = EncoderWeights.of(all, configuration, files.place());
    Map<String, Tensor> pooler = EncoderWeights.pooler(all, configuration, files.place());
    Map<String, Tensor> taken = new LinkedHashMap<>(encoder);
    taken.putAll(pooler);
    Map<String, Tensor> head = MaskedHead.of(all, configuration, files.place());
    taken.putAll(head);
    taken.putAll(CausalHead.of(all, configuration, files.place()));
    Set<String> missing = new TreeSet<>();
    String own = configuration.spec().pooler();
    if (pooler.isEmpty() && !own.isEmpty()) {
      missing.addAll(List.of(own + ".bias", own + ".weight"));
    }
    TensorAudit audit =
        new TensorAudit(files.tensors(), taken, missing, configuration.ignored(), allowed);
    audit.check(files.place(), configuration.spec().buffers());
    ModelCard card =
        new ModelCard(
            "encoder",
            files.name(),
            null,
            null,
            null,
            null,
            Map.of(),
            Map.of(),
            Map.of("weights", Tensor.hash(encoder)),
            Map.of(),
            Map.of(),
            licence,
            null);
    write(files, folder, audit, card);
    return audit;
  }

  /** The arrays under Hugging Face's names, which have a prefix if there is also a head. */
  private static Map<String, Tensor> prefixed(Map<String, Tensor> taken, String prefix) {
    Map<String, Tensor> prefixed = new LinkedHashMap<>();
    taken.forEach((name, tensor) -> prefixed.put(ofHead(name) ? name : prefix + name, tensor));
    return prefixed;
  }

  private static boolean ofHead(String name) {
    return name.startsWith(MASKED_HEAD) || name.equals(CausalHead.NAME);
  }

  private static void write(EncoderFiles files, Path folder, TensorAudit audit, ModelCard card) {
    Path target = folder.toAbsolutePath().normalize();
    try {
      if (Files.exists(target)) {
        refuseFull(target);
      }
    } catch (IOException e) {
      throw unwritable(folder, e);
    }
    try (FolderLock own = FolderLock.of(target, "--output " + folder);
        UnfinishedFolder unfinished = UnfinishedFolder.in(target)) {
      unfinished.fill(part -> fill(part, files, audit, card));
      unfinished.finish(List.of(), ModelFolder.CARD);
    } catch (IOException e) {
      throw unwritable(folder, e);
    }
  }

  private static ModelCard fill(Path part, EncoderFiles files, TensorAudit audit, ModelCard card) {
    boolean head = audit.taken().keySet().stream().anyMatch(EncoderImport::ofHead);
    Path settings = part.resolve(EncoderConfiguration.FILE);
    EncoderConfiguration configuration = files.configuration();
    if (audit.taken().containsKey(CausalHead.NAME)) {
      configuration.write(settings, CausalHead.transformersClass(configuration), List.of());
    } else if (head) {
      configuration.write(settings, "BertForMaskedLM", List.of());
    } else {
      configuration.write(settings, SavedHead.none());
    }
    new HuggingFaceFolder(part).write(files.tokenizer(), configuration);
    SafeTensors.write(
        part.resolve(ModelFolder.WEIGHTS),
        head ? prefixed(audit.taken(), configuration.architecture().prefix()) : audit.taken(),
        Map.of());
    audit.write(part, files.name());
    ModelFolder.write(part, card);
    return card;
  }

  private static CascadeException unwritable(Path folder, IOException e) {
    return CascadeException.of(
        "--output " + folder,
        "cannot be written: " + CascadeException.describe(e),
        "give a new folder that you may write to, with enough space",
        e);
  }

  private static void refuseFull(Path folder) throws IOException {
    boolean full = !Files.isDirectory(folder) || FolderLock.isOccupied(folder);
    if (full) {
      throw CascadeException.of(
          "--output " + folder, "is not empty", "give a new or an empty folder");
    }
  }
}
