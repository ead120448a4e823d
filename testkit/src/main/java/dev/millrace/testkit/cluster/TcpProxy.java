package dev.millrace.testkit.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A relay between two processes that can fail as networks do: cut, delay, hold back, and flip bits.
 * {@code try (TcpProxy proxy = TcpProxy.to("127.0.0.1", 0, target)) { … proxy.cut(); … proxy.heal(); }}
 */
public final class TcpProxy implements AutoCloseable {

    private static final int PIECE = 1 << 16;

    private final ServerSocket listener;
    private final InetSocketAddress target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger cuts = new AtomicInteger();
    private final AtomicInteger flips = new AtomicInteger();
    private final AtomicInteger flipsDue = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private volatile boolean refusing;
    private volatile boolean closed;
    private volatile int smallestFlipped;
    private volatile long delayNanos;

    private TcpProxy(ServerSocket listener, InetSocketAddress target) {
        this.listener = listener;
        this.target = target;
        Thread.ofVirtual().name("proxy").start(this::accept);
    }

    /**
     * @param host   to listen at
     * @param port   to listen at; 0 takes a free one
     * @param target {@code host:port} that connections are passed on to
     */
    public static TcpProxy to(String host, int port, String target) {
        try {
            ServerSocket listener = new ServerSocket();
            listener.bind(new InetSocketAddress(host, port));
            int colon = target.lastIndexOf(':');
            return new TcpProxy(listener,
                    new InetSocketAddress(target.substring(0, colon), Integer.parseInt(target.substring(colon + 1))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code host:port} to connect to instead of the target. */
    public String address() {
        return listener.getInetAddress().getHostAddress() + ":" + listener.getLocalPort();
    }

    /** Breaks every connection, and every new one, until {@link #heal}. */
    public void cut() {
        refusing = true;
        breakConnections();
    }

    /** Breaks the connections that there are; new ones are fine. */
    public void breakConnections() {
        for (Socket socket : open) {
            cuts.incrementAndGet();
            closeQuietly(socket);
        }
    }

    /** Holds every piece back for so long, in both directions. */
    public void delay(Duration time) {
        delayNanos = time.toNanos();
    }

    /**
     * Flips one bit in each of the next pieces that come back from the target.
     *
     * @param count    pieces to damage
     * @param smallest bytes that a piece must have, so that it is data that is hit and not a frame's head
     */
    public void corrupt(int count, int smallest) {
        smallestFlipped = smallest;
        flipsDue.set(count);
    }

    /** From now on everything passes as it should. */
    public void heal() {
        refusing = false;
        delayNanos = 0;
        flipsDue.set(0);
    }

    /** Connections that were broken. */
    public int cuts() {
        return cuts.get();
    }

    /** Bits that were flipped. */
    public int flips() {
        return flips.get();
    }

    /** Bytes that came back from the target. */
    public long bytes() {
        return bytes.get();
    }

    @Override
    public void close() {
        closed = true;
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            open.forEach(TcpProxy::closeQuietly);
        }
    }

    private void accept() {
        while (!closed) {
            try {
                Socket client = listener.accept();
                if (refusing) {
                    cuts.incrementAndGet();
                    closeQuietly(client);
                } else {
                    connect(client);
                }
            } catch (IOException e) {
                if (!closed) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void connect(Socket client) {
        Socket server = new Socket();
        open.add(client);
        open.add(server);
        try {
            server.connect(target);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
        } catch (IOException e) {
            end(client, server);
            return;
        }
        if (refusing || closed) {
            end(client, server);
            return;
        }
        Thread.ofVirtual().name("proxy to target").start(() -> pass(client, server, false));
        Thread.ofVirtual().name("proxy from target").start(() -> pass(server, client, true));
    }

    private void pass(Socket from, Socket to, boolean back) {
        byte[] piece = new byte[PIECE];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
                if (delayNanos > 0) {
                    LockSupport.parkNanos(delayNanos);
                }
                if (back) {
                    bytes.addAndGet(length);
                    flip(piece, length);
                }
                out.write(piece, 0, length);
            }
        } catch (IOException e) {
            end(from, to);
            return;
        }
        end(from, to);
    }

    private void flip(byte[] piece, int length) {
        if (flipsDue.get() > 0 && length >= smallestFlipped && flipsDue.getAndDecrement() > 0) {
            piece[length / 2] ^= 0x10;
            flips.incrementAndGet();
        }
    }

    private void end(Socket one, Socket other) {
        open.remove(one);
        open.remove(other);
        closeQuietly(one);
        closeQuietly(other);
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
