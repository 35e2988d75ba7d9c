package org.cascadenlp.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.uima.cas.CAS;
import org.apache.uima.cas.TypeSystem;
import org.apache.uima.cas.impl.XmiCasDeserializer;
import org.apache.uima.cas.impl.XmiCasSerializer;
import org.apache.uima.jcas.JCas;
import org.apache.uima.jcas.tcas.DocumentAnnotation;
import org.cascadenlp.batch.input.InputFiles;
import org.cascadenlp.batch.output.OnExistingResult;
import org.cascadenlp.batch.output.OutputFolder;
import org.cascadenlp.batch.parts.ToyOutput;
import org.cascadenlp.batch.report.BatchReport;
import org.cascadenlp.core.document.DocumentWriter;
import org.cascadenlp.core.document.OutputFormat;
import org.cascadenlp.core.document.OutputOptions;
import org.cascadenlp.core.document.VectorOutput;
import org.cascadenlp.core.pipeline.Pipeline;
import org.cascadenlp.core.process.Interruption;
import org.cascadenlp.core.process.StoppedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.SAXException;

class BatchRunTest {

  @TempDir Path in;
  @TempDir Path out;

  private Pipeline pipeline;
  private OutputFolder output;

  @BeforeEach
  void load() {
    pipeline = Pipeline.load(Cascade.pipeline("pipeline.xml"));
    output = OutputFolder.open(out, "this test");
  }

  @AfterEach
  void close() {
    output.close();
    pipeline.close();
  }

  @Test
  void aStoppedRunFinishesTheCurrentDocumentAndReportsHowManyWereNotReached()
      throws IOException, InterruptedException {
    for (int i = 0; i < 20; i++) {
      Cascade.file(in, "doc" + i, "!slow Bob");
    }
    BatchRun run = run(new ToyOutput());
    Thread thread = new Thread(run::execute);
    thread.start();
    while (run.report().done() == 0) {
      Thread.sleep(10);
    }
    run.stop();
    thread.join();

    BatchReport report = run.report();
    assertThat(report.done()).isBetween(1, 3);
    assertThat(report.notReached()).isEqualTo(20 - report.done());
    assertThat(report.exitCode()).isEqualTo(1);
    assertThat(Cascade.results(out)).hasSize(report.done());
  }

  @Test
  void aRunStoppedWhileItLoadsKeepsTheReportOfTheFormerRun() throws IOException {
    Cascade.file(in, "a.txt", "Bob");
    Cascade.file(out, BatchRun.REPORT, "of the run before");

    try (Interruption guard = Interruption.of()) {
      guard.ask();
      assertThatThrownBy(() -> run(new ToyOutput())).isInstanceOf(StoppedException.class);
    }

    assertThat(out.resolve(BatchRun.REPORT)).hasContent("of the run before");
    assertThat(out.resolve(BatchRun.FORMER_REPORT)).doesNotExist();
  }

  @Test
  void aFullDiskFailsTheCurrentDocumentAndLeavesNoPartialFile() throws IOException {
    Cascade.file(in, "a", "short");
    Cascade.file(in, "b", "a text that is too long for the rest of the disk");
    Cascade.file(in, "c", "short");

    BatchReport report = run(new FullDisk(10)).execute();

    assertThat(report.done()).isEqualTo(2);
    assertThat(report.failed())
        .singleElement()
        .satisfies(f -> assertThat(f.document()).isEqualTo("b"))
        .satisfies(f -> assertThat(f.cause()).contains("b.part", "No space left on device"));
    assertThat(Cascade.results(out)).containsOnlyKeys("a.part", "c.part");
  }

  @Test
  void resultsHaveDkproDocumentMetaData() throws Exception {
    Cascade.file(in, "sub/a.txt", "Bob");
    Cascade.file(in, "sub/b ä.txt", "Ann");
    Map<String, String> uris =
        Map.of("sub/a.txt", "./sub/a.txt", "sub/b ä.txt", "./sub/b%20%C3%A4.txt");

    run(new Xmi()).execute();

    for (String name : uris.keySet()) {
      JCas cas = pipeline.engine().newJCas();
      try (InputStream xmi = Files.newInputStream(out.resolve(name + ".xmi"))) {
        XmiCasDeserializer.deserialize(xmi, cas.getCas());
      }
      DocumentMetaData metadata = DocumentMetaData.get(cas);
      assertThat(metadata.getDocumentId()).isEqualTo(name);
      assertThat(metadata.getDocumentBaseUri()).isEqualTo("./");
      assertThat(metadata.getDocumentUri()).isEqualTo(uris.get(name));
      assertThat(metadata.getLanguage()).isEqualTo("en");
      assertThat(metadata.getEnd()).isEqualTo(3);
      assertThat(cas.select(DocumentAnnotation.class).count()).isEqualTo(1);
    }
  }

  private BatchRun run(OutputFormat format) {
    return new BatchRun(
        pipeline,
        InputFiles.find(List.of(in.toString()), out),
        ResultWriter.of(format, OutputOptions.of(VectorOutput.LEFT_OUT)),
        output,
        new BatchSettings(1, 1000, StandardCharsets.UTF_8, "en", OnExistingResult.REPLACE));
  }

  /** Writes the whole CAS as XMI with UIMA's serializer. */
  private record Xmi() implements OutputFormat, DocumentWriter {

    @Override
    public String extension() {
      return "xmi";
    }

    @Override
    public DocumentWriter writer(OutputOptions options) {
      return this;
    }

    @Override
    public Map<String, Content> prepare(TypeSystem types) {
      return Map.of();
    }

    @Override
    public void write(CAS cas, String name, OutputStream out) throws IOException {
      try {
        XmiCasSerializer.serialize(cas, out);
      } catch (SAXException e) {
        throw new IOException(e);
      }
    }
  }

  /** Simulates a disk that is full after {@code bytes} bytes of each file. */
  private record FullDisk(int bytes) implements OutputFormat, DocumentWriter {

    @Override
    public String extension() {
      return "part";
    }

    @Override
    public DocumentWriter writer(OutputOptions options) {
      return this;
    }

    @Override
    public Map<String, Content> prepare(TypeSystem types) {
      return Map.of();
    }

    @Override
    public void write(CAS cas, String name, OutputStream out) throws IOException {
      byte[] text = cas.getDocumentText().getBytes(StandardCharsets.UTF_8);
      out.write(text, 0, Math.min(bytes, text.length));
      out.flush();
      if (text.length > bytes) {
        throw new IOException("No space left on device");
      }
    }
  }
}
