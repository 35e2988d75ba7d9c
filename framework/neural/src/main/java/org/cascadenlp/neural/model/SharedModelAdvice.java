package org.cascadenlp.neural.model;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.cascadenlp.core.Parameters;
import org.cascadenlp.core.Registered;
import org.cascadenlp.core.error.CascadeException;

/**
 * Extends the error of a head that does not fit with the advice to name its folder for the head: an
 * encoder or adapter and the head trained with it are in one folder, and the embedding follows the
 * head.
 */
@Singleton
public final class SharedModelAdvice {

  /** An embedding's parameter as written in {@code --set}, and the file or folder it names. */
  private record Named(String setting, Path model) {}

  private final Registered<Named> embeddings = new Registered<>();

  @Inject
  SharedModelAdvice() {}

  /** Registers the {@code model} of an embedding until the result is closed. */
  public AutoCloseable embedding(Parameters parameters) {
    Path model = parameters.find("model", parameters.text("model"));
    return embeddings.add(
        new Named(parameters.setting("model"), model == null ? Path.of("") : model));
  }

  /**
   * Wraps {@code check} so that its error has the advice if it applies.
   *
   * @param task the task of the part that reads the heads
   * @param head the parameter with the folder of heads, as written in {@code --set}
   * @param folder the folder that it names
   * @param heads the folders of the heads in it, or only itself
   */
  public <T> Supplier<T> to(
      Supplier<T> check, String task, String head, Path folder, Collection<Path> heads) {
    List<Path> folders = List.copyOf(heads);
    return () -> {
      try {
        return check.get();
      } catch (CascadeException e) {
        throw CascadeException.of(
            e.place(), e.problem(), e.remedy() + advice(task, head, folder, folders), e);
      }
    };
  }

  private String advice(String task, String head, Path folder, List<Path> heads) {
    List<Named> named = embeddings.all().stream().distinct().toList();
    for (Named embedding : named) {
      if (!heads.contains(embedding.model) && isHead(embedding.model, task)) {
        return advice(head, embedding.model);
      }
    }
    boolean below = heads.size() == 1 && !heads.contains(folder);
    if (below && named.size() == 1 && isWithEncoder(heads.get(0))) {
      return advice(head, heads.get(0));
    }
    return "";
  }

  private static boolean isHead(Path model, String task) {
    if (!Files.exists(model.resolve(ModelFolder.CARD))) {
      return false;
    }
    HeadSettings head = ModelFolder.card(model).head();
    return head != null && head.task().equals(task);
  }

  private static boolean isWithEncoder(Path head) {
    return LoraAdapter.in(head) || Files.exists(head.resolve("config.json"));
  }

  private static String advice(String head, Path model) {
    return "; a head and the encoder or adapter trained with it are in one folder, to be named for the"
        + " head: --set "
        + head
        + "="
        + model;
  }
}
