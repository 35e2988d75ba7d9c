package org.cascadenlp.weights.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.weights.tensor.Tensor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafeTensorsTest {

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void nameFile() {
    file = folder.resolve("w.safetensors");
  }

  @Test
  void writtenTensorsReadBackBitForBitInOrder() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("z", tensor(new long[] {2, 3}, 1.5f, -0f, Float.MIN_VALUE, Float.NaN, 1e38f, 0.1f));
    tensors.put("a", tensor(new long[] {}, 7));
    tensors.put("empty", tensor(new long[] {0, 4}));
    float[] many = new float[700_001]; // more than one chunk
    Random random = new Random(1);
    for (int i = 0; i < many.length; i++) {
      many[i] = random.nextFloat();
    }
    tensors.put("many", tensor(new long[] {many.length}, many));
    SafeTensors.write(file, tensors, Map.of("about", "a test"));
    Map<String, Tensor> read = SafeTensors.read(file);
    assertThat(read.keySet()).containsExactly("z", "a", "empty", "many");
    read.forEach(
        (name, tensor) -> {
          Tensor expected = tensors.get(name);
          assertThat(tensor.shape()).as(name).isEqualTo(expected.shape());
          assertThat(ints(tensor.values())).as(name).isEqualTo(ints(expected.values()));
        });
    assertThat(SafeTensors.metadata(file)).isEqualTo(Map.of("format", "pt", "about", "a test"));
  }

  @Test
  void arraysThatAreGivenOneByOneHaveTheSameBytesAndAreReadOneByOne() throws IOException {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("b", tensor(new long[] {1, 2}, 1, -0f));
    tensors.put("a", tensor(new long[] {}, 3));
    SafeTensors.write(file, tensors, Map.of("note", "x"));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Map<String, long[]> shapes = new LinkedHashMap<>();
    tensors.forEach((name, tensor) -> shapes.put(name, tensor.shape()));
    SafeTensors.write(Channels.newChannel(bytes), shapes, tensors::get, Map.of("note", "x"));
    assertThat(bytes.toByteArray()).isEqualTo(Files.readAllBytes(file));
    Map<String, Tensor> read = new LinkedHashMap<>();
    SafeTensors.forEach(file, read::put);
    assertThat(read.keySet()).containsExactly("b", "a");
    assertThat(ints(read.get("b").values())).isEqualTo(ints(tensors.get("b").values()));
  }

  @Test
  void writesTheBytesOfTheFormat() throws IOException {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("b", tensor(new long[] {1, 2}, 1, -2));
    tensors.put("a", tensor(new long[] {}, 3));
    SafeTensors.write(file, tensors, Map.of("note", "x"));
    String header =
        "{\"__metadata__\":{\"format\":\"pt\",\"note\":\"x\"},"
            + "\"b\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[0,8]},"
            + "\"a\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[8,12]}}";
    String padded = header + " ".repeat((8 - header.length() % 8) % 8);
    ByteBuffer expected =
        ByteBuffer.allocate(8 + padded.length() + 12).order(ByteOrder.LITTLE_ENDIAN);
    expected.putLong(padded.length()).put(padded.getBytes(StandardCharsets.US_ASCII));
    expected.putFloat(1).putFloat(-2).putFloat(3);
    assertThat(Files.readAllBytes(file)).isEqualTo(expected.array());
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void everyNumberTypeBecomesFloat32() throws IOException {
    ByteBuffer data = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
    data.putShort((short) 0x3c00).putShort((short) 0xc000); // 1, -2
    data.putShort((short) 0x0001).putShort((short) 0x7c00); // the smallest subnormal, infinity
    data.putShort((short) 0x3fc0).putShort((short) 0xbf80); // 1.5, -1
    data.putDouble(0.1).putLong(-5).putInt(1 << 20);
    byte[] bytes = new byte[data.position()];
    data.flip().get(bytes);
    put(
        "{\"h\":{\"dtype\":\"F16\",\"shape\":[4],\"data_offsets\":[0,8]},"
            + "\"b\":{\"dtype\":\"BF16\",\"shape\":[2],\"data_offsets\":[8,12]},"
            + "\"d\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[12,20]},"
            + "\"l\":{\"dtype\":\"I64\",\"shape\":[1],\"data_offsets\":[20,28]},"
            + "\"i\":{\"dtype\":\"I32\",\"shape\":[1],\"data_offsets\":[28,32]}}  ",
        bytes);
    Map<String, Tensor> read = SafeTensors.read(file);
    assertThat(read.get("h").values()).containsExactly(1, -2, 0x1p-24f, Float.POSITIVE_INFINITY);
    assertThat(read.get("b").values()).containsExactly(1.5f, -1);
    assertThat(read.get("d").values()).containsExactly(0.1f);
    assertThat(read.get("l").values()).containsExactly(-5);
    assertThat(read.get("i").values()).containsExactly(1 << 20);
    assertThat(SafeTensors.readLongs(file, "l")).containsExactly(-5);
    assertThat(SafeTensors.readLongs(file, "i")).containsExactly(1 << 20);
    assertThatThrownBy(() -> SafeTensors.readLongs(file, "h")).hasMessageContaining("found F16");
    assertThatThrownBy(() -> SafeTensors.readLongs(file, "q")).hasMessageContaining("no array q");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'a':{'dtype':'F8','shape':[2],'data_offsets':[0,8]}} | dtype F8 is not read; expected one"
            + " of [F32, F16, BF16, F64, I64, I32, I16, I8, U8, BOOL]",
        "{'a':{'dtype':'F32','shape':[3],'data_offsets':[0,8]}} | expected 12 bytes for shape [3]"
            + " of F32, found 8",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[8,0]}} | data_offsets [8, 0] are not a"
            + " range",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0]}} | data_offsets [0] are not a range",
        "{'a':{'dtype':'F32','shape':[-2],'data_offsets':[0,8]}} | whole numbers from 0 for shape,"
            + " found -2",
        "{'a':{'dtype':'F32','shape':[2.5],'data_offsets':[0,8]}} | whole numbers from 0 for shape,"
            + " found 2.5",
        "{'a':{'dtype':'F32','shape':['2'],'data_offsets':[0,8]}} | found no number",
        "{'a':{'dtype':'F32','shape':[4294967296,4294967296],'data_offsets':[0,8]}} | over 2^31"
            + " values",
        "{'a':{'dtype':'F32','shape':[2,0,4294967296,4294967296,4294967296],'data_offsets':[0,8]}}"
            + " | expected 0 bytes",
        "{'a':{'dtype':'F32','shape':[2]}} | one of dtype, shape and data_offsets is missing",
        "{'a':{'dtype':'F32','dtype':'F32','shape':[2],'data_offsets':[0,8]}} | field dtype is"
            + " there twice",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8],'x':1}} | field x is unknown",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]},'a':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}}"
            + " | array a is there twice",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]},'b':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}}"
            + " | array b: expected it to begin at byte 4 of the data, found 0: arrays overlap or"
            + " leave a gap",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}} | array a: expected it to begin at"
            + " byte 0 of the data, found 4",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}} | expected 4 bytes of data after"
            + " the header, found 8",
        "{'a':{'dtype':'F32','shape':[4],'data_offsets':[0,16]}} | array a: expected 16 bytes of"
            + " data, found 8: the file is truncated",
        "{'a':[]} | the header is not the JSON expected",
        "{'a':{{{{{{ | the header is not the JSON expected",
        "{} {} | the header is not the JSON expected",
        "[] | the header does not begin with {",
        "{'__metadata__':{'a':'1','a':'2'}} | metadata a is there twice",
        "{'a':{'dtype':'F32','shape':[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1],'data_offsets':[0,4]}} |"
            + " at most 16",
      })
  void anInvalidHeaderIsAnErrorThatNamesTheFault(String header, String problem) throws IOException {
    put(header.replace('\'', '"'), new byte[8]);
    assertThatThrownBy(() -> SafeTensors.read(file))
        .isInstanceOf(CascadeException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining(problem);
  }

  @Test
  void aHugeHeaderIsRefusedBeforeAllocation() throws IOException {
    for (long length : new long[] {99_000_000, 200_000_000, Long.MAX_VALUE, -1, 0}) {
      ByteBuffer bytes = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN).putLong(length);
      Files.write(file, bytes.array());
      assertThatThrownBy(() -> SafeTensors.read(file))
          .isInstanceOf(CascadeException.class)
          .hasMessageContaining(
              "expected a header of 2 to 56 bytes, found " + Long.toUnsignedString(length));
    }
  }

  @Test
  void aFileTruncatedAnywhereIsAnError() throws IOException {
    SafeTensors.write(file, Map.of("a", tensor(new long[] {2}, 1, 2)), Map.of());
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, java.util.Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> SafeTensors.read(file))
          .as("cut to %d bytes", length)
          .isInstanceOf(CascadeException.class);
    }
  }

  @Test
  void aCorruptedByteGivesAUserErrorOrArrays() throws IOException {
    SafeTensors.write(file, Map.of("a", tensor(new long[] {2}, 1, 2)), Map.of());
    byte[] whole = Files.readAllBytes(file);
    Random random = new Random(2);
    for (int i = 0; i < 500; i++) {
      byte[] changed = whole.clone();
      changed[random.nextInt(changed.length)] = (byte) random.nextInt();
      Files.write(file, changed);
      try {
        SafeTensors.read(file);
      } catch (CascadeException e) {
        assertThat(e).hasMessageStartingWith(file.toString());
      }
    }
  }

  @Test
  void errorsNameAMissingFileAFolderAndAnUnwritablePath() {
    assertThatThrownBy(() -> SafeTensors.read(file))
        .isInstanceOf(CascadeException.class)
        .hasMessage(file + ": there is no such file; check the path and its rights");
    assertThatThrownBy(() -> SafeTensors.read(folder))
        .isInstanceOf(CascadeException.class)
        .hasMessageContaining("is a folder");
    Path nowhere = folder.resolve("no/w.safetensors");
    assertThatThrownBy(() -> SafeTensors.write(nowhere, Map.of(), Map.of()))
        .isInstanceOf(CascadeException.class)
        .hasMessageStartingWith(
            nowhere + ": cannot be written: NoSuchFileException: " + nowhere + ";");
  }

  private void put(String header, byte[] data) throws IOException {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(json.length).array());
    out.write(json);
    out.write(data);
    Files.write(file, out.toByteArray());
  }

  private static Tensor tensor(long[] shape, float... values) {
    return new Tensor(shape, values);
  }

  private static int[] ints(float[] values) {
    int[] bits = new int[values.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToRawIntBits(values[i]);
    }
    return bits;
  }
}
