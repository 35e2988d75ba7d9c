package org.cascadenlp.benchmarks.vectors;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.onnx.allminilml6v2.AllMiniLmL6V2EmbeddingModel;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** LangChain4j's in-process MiniLM, all sentences in one {@code embedAll}. */
final class LangChainVectors implements SentenceVectors {

  private final ExecutorService threads;
  private final AllMiniLmL6V2EmbeddingModel model;

  /** Embeds with {@code threads} threads, each one sentence after the other. */
  LangChainVectors(int threads) {
    this.threads = Executors.newFixedThreadPool(threads);
    this.model = new AllMiniLmL6V2EmbeddingModel(this.threads);
  }

  @Override
  public List<float[]> of(List<String> sentences) {
    return model.embedAll(sentences.stream().map(TextSegment::from).toList()).content().stream()
        .map(Embedding::vector)
        .toList();
  }

  @Override
  public void close() {
    threads.shutdown();
  }
}
