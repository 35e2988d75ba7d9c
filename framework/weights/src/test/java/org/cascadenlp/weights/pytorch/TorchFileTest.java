package org.cascadenlp.weights.pytorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.cascadenlp.core.error.CascadeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** PyTorch files with malformed or malicious pickles are errors. */
class TorchFileTest extends MadeTorchFiles {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "system | the pickle would import posix.system",
        "eval | the pickle would import __builtin__.eval",
        "numpy-scalar | the pickle would import numpy",
      })
  void aPickleThatWouldRunCodeIsAnErrorThatNamesIt(String name, String message) {
    for (String end : new String[] {".pt", "-legacy.pt"}) {
      assertThatThrownBy(() -> TorchFile.read(WEIGHTS.resolve("malicious").resolve(name + end)))
          .isInstanceOf(CascadeException.class)
          .hasMessageContaining(message)
          .hasMessageContaining("only tensors, dicts, lists, tuples, numbers and strings are read");
    }
    assertThat(Path.of("/tmp/cascade-was-here")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // REDUCE of a value that is not callable
        "X\\1\\0\\0\\0a)R. | would call the string 'a'",
        // BUILD of a value that is not a dict
        "ctorch._utils\\n_rebuild_tensor_v2\\n}b. | would set the state of a Callable",
        "]}b. | would set the state of a list",
        // other ways to create objects: INST, OBJ, NEWOBJ, NEWOBJ_EX, EXT1, EXT2, EXT4,
        // STACK_GLOBAL
        "(S'x'\\nios\\nsystem\\n. | would make os.system (INST)",
        "(cos\\nsystem\\nS'x'\\no. | would import os.system",
        "(]o. | would make an object of a class (OBJ)",
        "])\\201. | would call a list",
        "])}\\222. | would make an object of a class (NEWOBJ_EX)",
        "\\202\\1. | would make registered class 1 (EXT1)",
        "\\203\\1\\0. | would make registered class 1 (EXT2)",
        "\\204\\1\\0\\0\\0. | would make registered class 1 (EXT4)",
        "\\214\\2os\\214\\6system\\223. | would import os.system",
        "cbuiltins\\neval\\n. | would import builtins.eval",
        "cevil\\nFloatStorage\\n. | would import evil.FloatStorage",
        "ctorch\\nload\\n. | would import torch.load",
        "ctorch.storage\\n_load_from_bytes\\n. | would import torch.storage._load_from_bytes",
        "Pevil\\n. | would make a persistent object (PERSID)",
        "C\\1x. | would make an array of bytes",
        // oversized numbers and strings
        "\\213\\377\\377\\377\\177. | a string or number of 2147483647 bytes",
        "\\213\\377\\377\\377\\377. | a string or number of -1 bytes",
        "X\\377\\377\\377\\377. | a string or number of 4294967295 bytes",
        "\\215\\377\\377\\377\\377\\377\\377\\377\\177. | a string or number of 9223372036854775807"
            + " bytes",
        "X\\20\\0\\0\\0abc. | expected 16 more bytes, found 4",
        "X\\1\\0\\0\\0\\377. | is not UTF-8",
        "I12x\\n. | expected a whole number, found 12x",
        "F1e\\n. | expected a number, found 1e",
        "I12 | a line without end",
        "V\\\\u0041\\n. | a string with escapes",
        // the stack and the memo
        "r\\377\\377\\377\\377. | memo index 4294967295, expected one below 1000000",
        "]r\\377\\377\\377\\377. | memo index 4294967295, expected one below 1000000",
        "h\\7. | memo index 7 is read but was never stored",
        ". | an opcode takes a value from the empty stack",
        "]]. | a pickle ends with 1 values left over",
        "t. | an opcode takes a mark from a stack without marks",
        "\\200\\6. | pickle protocol 6",
        "\\1. | byte 0x01 is not a pickle opcode",
        // dicts
        "}]]s. | the key of a dict is a list",
        "}X\\1\\0\\0\\0aNsX\\1\\0\\0\\0aNs. | key a of a dict is there twice",
        "]NNs. | expected pairs for a dict, found 2 for a list",
        "}(Nu. | expected pairs for a dict, found 1 for a dict",
        // pickles without weights
        "]. | holds a list",
        "}. | holds no dict of tensors",
        "NQ. | expected a tuple of an identifier, found a None",
        "(NtQ. | a persistent identifier that is not a storage",
        "ctorch._utils\\n_rebuild_tensor_v2\\n)R. | a tensor is made of 0 arguments",
        "ccollections\\nOrderedDict\\n(Ntq\\0R. | expected a list, found a None",
        "}}q\\0X\\1\\0\\0\\0ah\\0s. | a pickle ends with 1 values left over",
      })
  void aPickleWithOtherContentIsAnError(String pickle, String message) throws IOException {
    Path file = zip(bytes(pickle), new byte[16]);
    assertThatThrownBy(() -> TorchFile.read(file))
        .isInstanceOf(CascadeException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // offset, shape, strides | message
        "K\\0 | (K\\4t | (K\\1t | ",
        "K\\3 | (K\\1t | (K\\7t | ",
        "K\\0 | (K\\2K\\2t | (K\\1K\\2t | ",
        "K\\1 | (K\\4t | (K\\1t | leaves its storage of 4 numbers",
        "K\\5 | (K\\1t | (K\\1t | has offset 5 in a storage of 4 numbers",
        "J\\377\\377\\377\\377 | (K\\1t | (K\\1t | has offset -1 in a storage of 4 numbers",
        "K\\0 | (K\\2t | (K\\4t | leaves its storage of 4 numbers",
        "K\\0 | (K\\2t | (J\\377\\377\\377\\377t | leaves its storage of 4 numbers",
        "K\\0 | (K\\4K\\4t | (K\\0K\\1t | ",
        "K\\1 | (K\\4K\\4t | (K\\0K\\1t | leaves its storage of 4 numbers",
        "K\\0 | (K\\4K\\4t | (K\\1K\\0t | ",
        "K\\0 | (K\\2K\\5t | (K\\0K\\1t | leaves its storage of 4 numbers",
        "K\\0 | (K\\3K\\2t | (K\\1K\\1t | leaves its storage of 4 numbers",
        "K\\0 | (J\\0\\0\\1\\0K\\4t | (K\\0K\\1t | share their storages more than 16 times",
        "K\\0 | (K\\4t | (K\\1K\\1t | leaves its storage of 4 numbers",
        "K\\0 | (J\\377\\377\\377\\377t | (K\\1t | shape [-1]",
        "K\\0 | (J\\377\\377\\377\\177J\\377\\377\\377\\177t | (K\\1K\\1t | less than 2^31 numbers",
        "K\\0 | (K\\0t | (J\\377\\377\\377\\177t | ",
      })
  void aTensorOutsideItsStorageIsAnError(
      String offset, String shape, String strides, String message) throws IOException {
    String pickle =
        "}X\\1\\0\\0\\0wctorch._utils\\n_rebuild_tensor_v2\\n(%"
            + offset
            + shape
            + strides
            + "\\211}tRs.";
    String text = text(pickle).replace("%", STORAGE);
    Path file = zip(text.getBytes(StandardCharsets.ISO_8859_1), new byte[16]);
    if (message == null) {
      assertThat(TorchFile.read(file)).containsOnlyKeys("w");
    } else {
      assertThatThrownBy(() -> TorchFile.read(file))
          .isInstanceOf(CascadeException.class)
          .hasMessageStartingWith(file + ", array w")
          .hasMessageContaining(message);
    }
  }

  @Test
  void aStorageOfTheWrongSizeIsAnError() throws IOException {
    String tensor = "ctorch._utils\n_rebuild_tensor\n(" + STORAGE + "K\0(K\4t(K\1ttR";
    byte[] pickle = ("}X\1\0\0\0w" + tensor + "s.").getBytes(StandardCharsets.ISO_8859_1);
    assertThat(TorchFile.read(zip(pickle, new byte[16]))).containsOnlyKeys("w");
    for (int size : new int[] {0, 12, 15, 17, 20}) {
      Path file = zip(pickle, new byte[size]);
      assertThatThrownBy(() -> TorchFile.read(file))
          .isInstanceOf(CascadeException.class)
          .hasMessageContaining("expected 4 numbers of type F32, found " + size + " bytes");
    }
  }

  @Test
  void anExpandedTensorRepeatsItsElements() throws IOException {
    String pickle =
        "}X\\1\\0\\0\\0wctorch._utils\\n_rebuild_tensor_v2\\n(%K\\0(K\\2K\\4t(K\\0K\\1t\\211}tRs.";
    ByteBuffer numbers = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < 4; i++) {
      numbers.putFloat(i + 0.5f);
    }
    Path file =
        zip(
            text(pickle).replace("%", STORAGE).getBytes(StandardCharsets.ISO_8859_1),
            numbers.array());
    assertThat(TorchFile.read(file).get("w").values())
        .containsExactly(0.5f, 1.5f, 2.5f, 3.5f, 0.5f, 1.5f, 2.5f, 3.5f);
  }

  /** 64 views of one storage, more than any model has, would exhaust memory. */
  @Test
  void aStorageSharedTooOftenIsAnError() throws IOException {
    StringBuilder pickle = new StringBuilder("}(");
    for (int i = 0; i < 64; i++) {
      pickle.append("X\2\0\0\0").append(String.format("%02d", i));
      pickle
          .append("ctorch._utils\n_rebuild_tensor\n(")
          .append(STORAGE.replace("K\4", "J\0\0\1\0"))
          .append("K\0(J\0\0\1\0t(K\1ttR");
    }
    pickle.append("u.");
    byte[] bytes = pickle.toString().getBytes(StandardCharsets.ISO_8859_1);
    Path file = zip(bytes, new byte[4 << 16]);
    assertThatThrownBy(() -> TorchFile.read(file))
        .isInstanceOf(CascadeException.class)
        .hasMessageContaining("share their storages more than 16 times");
  }

  @Test
  void nestingStackAndOpcodesAreBounded() throws IOException {
    byte[] marks = new byte[1000];
    Arrays.fill(marks, (byte) '(');
    refused(marks, "values nested more than 256 deep");
    byte[] values = new byte[1_500_000];
    Arrays.fill(values, (byte) 'N');
    refused(values, "more than 1000000 values on the stack");
    byte[] steps = new byte[5_000_000];
    for (int i = 0; i < steps.length; i += 2) {
      steps[i] = 'N';
      steps[i + 1] = '0';
    }
    refused(steps, "a pickle of more than 4000000 opcodes");
    refused(new byte[40 << 20], "expected at most 33554432");
  }

  private void refused(byte[] pickle, String message) throws IOException {
    Path file = zip(pickle, new byte[0]);
    assertThatThrownBy(() -> TorchFile.read(file))
        .isInstanceOf(CascadeException.class)
        .hasMessageContaining(message);
  }
}
