package org.cascadenlp.neural.model;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.cascadenlp.core.Parameters;
import org.cascadenlp.core.Registered;
import org.cascadenlp.core.error.CascadeException;

/**
 * Tells who has named a model for one of two parts only to name it for both: an encoder or an
 * adapter and the head trained with it are one folder, which the embedding and the head's part
 * read.
 */
@Singleton
public final class SharedModelAdvice {

  /** An embedding's parameter as {@code --set} names it, and the file or folder it names. */
  private record Named(String setting, Path model) {}

  private final Registered<Named> embeddings = new Registered<>();

  @Inject
  SharedModelAdvice() {}

  /** Takes in the {@code model} of an embedding, until what is returned is closed. */
  public AutoCloseable embedding(Parameters parameters) {
    Path model = parameters.find("model", parameters.text("model"));
    return embeddings.add(
        new Named(parameters.setting("model"), model == null ? Path.of("") : model));
  }

  /**
   * {@code question}, whose error also says so where it applies.
   *
   * @param task of the part that reads the heads
   * @param head how {@code --set} names the folder of heads
   * @param heads the heads in it
   */
  public Runnable to(Runnable question, String task, String head, Collection<Path> heads) {
    List<Path> folders = List.copyOf(heads);
    return () -> {
      try {
        question.run();
      } catch (CascadeException e) {
        throw CascadeException.of(
            e.place(), e.problem(), e.remedy() + advice(task, head, folders), e);
      }
    };
  }

  private String advice(String task, String head, List<Path> heads) {
    List<Named> named = embeddings.all().stream().distinct().toList();
    for (Named embedding : named) {
      if (!heads.contains(embedding.model) && isHead(embedding.model, task)) {
        return advice(embedding, head, embedding.model);
      }
    }
    if (heads.size() == 1 && named.size() == 1 && isWithEncoder(heads.get(0))) {
      return advice(named.get(0), head, heads.get(0));
    }
    return "";
  }

  private static boolean isHead(Path model, String task) {
    if (!Files.exists(model.resolve(ModelFolder.CARD))) {
      return false;
    }
    HeadSettings head = ModelFolder.read(model).head();
    return head != null && head.task().equals(task);
  }

  private static boolean isWithEncoder(Path head) {
    return LoraAdapter.in(head) || Files.exists(head.resolve("config.json"));
  }

  private static String advice(Named embedding, String head, Path model) {
    return "; a head and the encoder or adapter trained with it are one folder, named twice: --set "
        + embedding.setting
        + "="
        + model
        + " --set "
        + head
        + "="
        + model;
  }
}
