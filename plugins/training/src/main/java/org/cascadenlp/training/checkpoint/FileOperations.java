package org.cascadenlp.training.checkpoint;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** The operations that checkpoints are written by, so that a test can let each of them fail. */
public interface FileOperations {

  /** Creates {@code folder} and its missing parents. */
  void createFolder(Path folder) throws IOException;

  /** Creates {@code file}, which must not exist, and opens it for writing. */
  WritableByteChannel create(Path file) throws IOException;

  /** Writes what the system still holds of a file or folder to the device. */
  void force(Path path) throws IOException;

  /** Renames a file or folder in one step; nothing has the name {@code to}. */
  void rename(Path from, Path to) throws IOException;

  /** Deletes a file or an empty folder. */
  void delete(Path path) throws IOException;

  /** The operations of the file system. */
  FileOperations DISK =
      new FileOperations() {
        @Override
        public void createFolder(Path folder) throws IOException {
          Files.createDirectories(folder);
        }

        @Override
        public WritableByteChannel create(Path file) throws IOException {
          return FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        }

        @Override
        public void force(Path path) throws IOException {
          boolean folder = Files.isDirectory(path);
          if (folder && System.getProperty("os.name").startsWith("Windows")) {
            return; // which opens no folders
          }
          try (FileChannel channel =
              FileChannel.open(path, folder ? StandardOpenOption.READ : StandardOpenOption.WRITE)) {
            channel.force(true);
          }
        }

        @Override
        public void rename(Path from, Path to) throws IOException {
          Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        }

        @Override
        public void delete(Path path) throws IOException {
          Files.delete(path);
        }
      };
}
