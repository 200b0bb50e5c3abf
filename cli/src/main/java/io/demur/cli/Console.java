package io.demur.cli;

import io.demur.metric.ReasonCode;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The two streams of a command: data on standard output, talk on standard error, both in UTF-8.
 *
 * <p>A failure to write data is an exception, unlike with {@link PrintStream}: half a table must not end in exit code 0.
 */
final class Console {
    /** Set by the launcher when standard error is a terminal. */
    private static final boolean TERMINAL = "true".equals(System.getProperty("demur.terminal"));

    /** The same of standard output, where a plot in letters is worth its lines. */
    private static final boolean SHOWN = "true".equals(System.getProperty("demur.terminal.out"));

    private static final long MEGABYTE = 1 << 20;

    private final OutputStream out;
    private final OutputStream rawErr;
    private final PrintStream err;
    /** Made beforehand: when memory is gone, no text can be put together. */
    private final byte[] outOfMemory = ("demur: out of memory, the heap has "
                    + Runtime.getRuntime().maxMemory() / MEGABYTE
                    + " MB; use --mode bounded where there is one, or give more with DEMUR_JAVA_OPTS=-Xmx8g\n")
            .getBytes(StandardCharsets.UTF_8);

    private final List<String> command;
    private boolean quiet;

    Console(OutputStream out, OutputStream err, List<String> command) {
        this.command = List.copyOf(command);
        this.out = new BufferedOutputStream(new Checked(out), 1 << 16);
        this.rawErr = err;
        this.err = new PrintStream(err, true, StandardCharsets.UTF_8);
    }

    /** From now on only errors are told. */
    void beQuiet() {
        quiet = true;
    }

    /** The words of the command line, for what says how it came about. */
    List<String> command() {
        return command;
    }

    /** Whether progress may be shown: somebody watches. */
    boolean showsProgress() {
        return TERMINAL && !quiet;
    }

    /** Whether somebody looks at the data, so that a picture may go with them. */
    boolean showsPlots() {
        return SHOWN && !quiet;
    }

    /** Writes data. */
    void print(String text) {
        try {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where data goes; flushed by {@link #flush()}. */
    OutputStream data() {
        return out;
    }

    /** A line of talk; the data that were written before come before it. */
    void say(String line) {
        if (!quiet) {
            flush();
            err.println(line);
        }
    }

    /** Something to know before reading the data. */
    void warn(ReasonCode reason, String detail) {
        warn(reason.code(), reason.words() + "; " + detail);
    }

    /** As above, with a code of the caller's. */
    void warn(String code, String text) {
        say("warning [" + code + "]: " + oneLine(text));
    }

    /** The line that a failing command ends with. */
    void error(String message) {
        err.println("demur: " + oneLine(message));
    }

    /** The line of a command that ran out of memory. */
    void outOfMemory() {
        try {
            rawErr.write(outOfMemory, 0, outOfMemory.length);
        } catch (IOException e) {
            // nobody is left to tell
        }
    }

    /** Overwrites the line on which progress is shown. */
    void progress(String text) {
        err.print("\r\u001b[K" + text);
        err.flush();
    }

    void trace(Throwable problem) {
        problem.printStackTrace(err);
    }

    /** Names of files and in files may hold anything; on a terminal it must stay one line of text. */
    static String oneLine(String text) {
        StringBuilder line = new StringBuilder();
        text.codePoints().map(c -> Character.isISOControl(c) ? ' ' : c).forEach(line::appendCodePoint);
        return line.toString();
    }

    void flush() {
        try {
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void flushErr() {
        err.flush();
    }

    PrintWriter outWriter() {
        return new PrintWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), true);
    }

    PrintWriter errWriter() {
        return new PrintWriter(err, true, StandardCharsets.UTF_8);
    }

    /** Standard output could not be written: its reader is gone, or its disk is full. */
    static final class OutputException extends IOException {
        private static final long serialVersionUID = 1L;

        OutputException(IOException cause) {
            super(cause.getMessage(), cause);
        }

        /** Whether the reader simply had enough, as {@code head} does. */
        boolean readerGone() {
            String message = getMessage();
            return message != null && (message.contains("Broken pipe") || message.contains("pipe is being closed"));
        }
    }

    /** Tells of the first failure; what is still buffered then is lost anyway. */
    private static final class Checked extends OutputStream {
        private final OutputStream target;
        private boolean failed;

        Checked(OutputStream target) {
            this.target = target;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                if (!failed) {
                    target.write(bytes, offset, length);
                }
            } catch (IOException e) {
                failed = true;
                throw new OutputException(e);
            }
        }

        @Override
        public void flush() throws IOException {
            try {
                if (!failed) {
                    target.flush();
                }
            } catch (IOException e) {
                failed = true;
                throw new OutputException(e);
            }
        }
    }
}
