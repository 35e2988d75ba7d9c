package org.cascadenlp.transformers.files;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.cascadenlp.core.error.CascadeException;

/** As {@code WeightFilesFuzzTest} in neural, for ONNX: testdata/README.md has the long run. */
class OnnxWeightsFuzzTest {

  @FuzzTest
  void onnx(byte[] data) throws IOException {
    try {
      OnnxWeights.read(new ByteArrayInputStream(data), "x.onnx");
    } catch (CascadeException expected) {
      // an error for the user
    }
  }
}
