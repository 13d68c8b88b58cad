package org.rollcall.roster;

import com.fasterxml.aalto.stax.InputFactoryImpl;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.jspecify.annotations.Nullable;

/**
 * Goes through a workbook before it is read, holding nothing of it: a few kilobytes may unzip to
 * any size, and the reader believes what a file says of its own columns and texts. Every entry is
 * looked at, since the file itself says which of them is its sheet.
 */
final class WorkbookGuard {
  /** Between two marks of an XML file; the longest text of a cell has a fifth of that. */
  private static final int LONGEST_STRETCH = 1 << 20;

  private static final int LONGEST_TEXT = 32_767;
  private static final int MOST_COLUMNS = 16_384;
  private static final int MOST_LETTERS = 3;
  private static final int MOST_ENTRIES = 10_000;
  private static final int BYTES_TO_A_CHARACTER = 8;

  private final long mostBytes;
  private long bytes;
  private long characters;
  private long strings;
  private long lastString = -1;

  private WorkbookGuard(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  /** It would be larger than it may be. */
  static final class TooLarge extends IOException {
    private static final long serialVersionUID = 1L;
  }

  /**
   * Lets pass what can be read without taking the memory. What is no workbook at all may pass: the
   * reader says so.
   *
   * @throws TooLarge where it unzips to more bytes than it may
   * @throws IOException where it is not as a spreadsheet writes it
   */
  static void check(byte[] file, long mostBytes) throws IOException {
    var guard = new WorkbookGuard(mostBytes);
    try (var zip =
        ZipFile.builder().setSeekableByteChannel(new SeekableInMemoryByteChannel(file)).get()) {
      int entries = 0;
      var all = zip.getEntries();
      while (all.hasMoreElements()) {
        if (++entries > MOST_ENTRIES) {
          throw new TooLarge();
        }
        guard.check(zip, all.nextElement());
      }
    } catch (RuntimeException e) {
      // what is no zip file after all
      throw new IOException(e);
    }
    if (guard.lastString >= guard.strings) {
      throw new IOException("a cell has a text that is not there");
    }
  }

  private void check(ZipFile zip, ZipArchiveEntry entry) throws IOException {
    try (var content = new Counted(zip.getInputStream(entry))) {
      try {
        check(factory().createXMLStreamReader(content));
      } catch (XMLStreamException noXml) {
        if (noXml.getNestedException() instanceof IOException e) {
          throw e;
        }
        // a picture; or the reader comes to the same place, no further, and says that it is broken
        content.drain();
      }
    }
  }

  private static XMLInputFactory factory() {
    var factory = new InputFactoryImpl();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    return factory;
  }

  private void check(XMLStreamReader xml) throws XMLStreamException, IOException {
    var part = new Part();
    while (xml.hasNext()) {
      switch (xml.next()) {
        case XMLStreamConstants.START_ELEMENT -> part.begin(xml.getLocalName(), xml);
        case XMLStreamConstants.END_ELEMENT -> part.end(xml.getLocalName());
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
            part.text(xml);
        default -> {}
      }
    }
  }

  /** One part of the workbook, as far as the reader will hold anything of it. */
  private final class Part {
    private final StringBuilder index = new StringBuilder();
    private boolean row;
    private boolean cell;
    private boolean shared;
    private boolean indexed;
    private boolean value;
    private int columns;
    private int text;

    void begin(String element, XMLStreamReader xml) throws IOException {
      switch (element) {
        case "row" -> {
          row = true;
          columns = 0;
        }
        case "c" -> {
          if (row) {
            cell = true;
            text = 0;
            indexed = "s".equals(xml.getAttributeValue(null, "t"));
            requireColumn(++columns, xml.getAttributeValue(null, "r"));
          }
        }
        case "v" -> {
          if (!value) {
            value = true;
            index.setLength(0);
          }
        }
        case "si" -> {
          shared = true;
          text = 0;
          strings++;
        }
        default -> {}
      }
    }

    void end(String element) {
      switch (element) {
        case "row" -> row = false;
        case "c" -> cell = false;
        case "v" -> {
          value = false;
          if (cell && indexed) {
            lastString = Math.max(lastString, number(index.toString()));
          }
        }
        case "si" -> shared = false;
        default -> {}
      }
    }

    void text(XMLStreamReader xml) throws XMLStreamException, IOException {
      if (!cell && !shared) {
        return;
      }
      text += xml.getTextLength();
      if (text > LONGEST_TEXT) {
        throw new IOException("a text is too long");
      }
      if (shared) {
        characters += xml.getTextLength();
        if (characters > mostBytes / BYTES_TO_A_CHARACTER) {
          throw new TooLarge();
        }
      }
      if (value && indexed) {
        index.append(xml.getText());
      }
    }
  }

  private static void requireColumn(int columns, @Nullable String address) throws IOException {
    int letters = 0;
    while (address != null && letters < address.length() && isLetter(address.charAt(letters))) {
      letters++;
    }
    boolean far =
        letters > MOST_LETTERS
            || (address != null
                && !address.chars().skip(letters).allMatch(c -> c >= '0' && c <= '9'));
    if (columns > MOST_COLUMNS || far) {
      throw new IOException("a row has too many columns");
    }
  }

  private static boolean isLetter(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  }

  private static long number(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      // the reader finds the same
      return -1;
    }
  }

  /** Counts what is unzipped, and how far the marks of XML are apart. */
  private final class Counted extends FilterInputStream {
    private int stretch;
    private boolean xml = true;

    Counted(InputStream in) {
      super(in);
    }

    void drain() throws IOException {
      xml = false;
      transferTo(OutputStream.nullOutputStream());
    }

    @Override
    public int read() throws IOException {
      var one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      int n = super.read(into, from, length);
      if (n > 0) {
        bytes += n;
        if (bytes > mostBytes) {
          throw new TooLarge();
        }
        for (int i = from; xml && i < from + n; i++) {
          stretch = into[i] == '<' ? 0 : stretch + 1;
          if (stretch > LONGEST_STRETCH) {
            throw new IOException("a text is too long");
          }
        }
      }
      return n;
    }
  }
}
