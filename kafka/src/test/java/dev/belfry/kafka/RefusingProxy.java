package dev.belfry.kafka;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.protocol.MessageUtil;
import org.apache.kafka.common.requests.ProduceRequest;
import org.apache.kafka.common.requests.RequestHeader;

/**
 * Stands before a real broker and refuses the first write that comes, as a broker does that does
 * not lead a new partition yet. The refusal takes its time, so that the client may send more.
 */
final class RefusingProxy implements AutoCloseable {
  /** So long the client may send a second request while the first one has no answer. */
  private static final int SECOND_REQUEST_MILLIS = 300;

  private final ServerSocket server;
  private final InetSocketAddress broker;
  private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean refused = new AtomicBoolean();
  private final CountDownLatch firstWrite = new CountDownLatch(1);

  RefusingProxy(KafkaConnection connection) throws IOException {
    var address = connection.brokers().getFirst().split(":", 2);
    broker = new InetSocketAddress(address[0], Integer.parseInt(address[1]));
    server = new ServerSocket(0, 50, InetAddress.getByName(address[0]));
    Thread.ofVirtual().start(this::accept);
  }

  KafkaConnection connection() {
    return KafkaConnection.to(broker.getHostString() + ":" + server.getLocalPort());
  }

  /** Returns when the write that will be refused is here. */
  void awaitFirstWrite() throws InterruptedException {
    firstWrite.await();
  }

  private void accept() {
    try {
      while (true) {
        var client = server.accept();
        var line = new Socket(broker.getAddress(), broker.getPort());
        sockets.add(client);
        sockets.add(line);
        var pair = new Pair(client, line);
        Thread.ofVirtual().start(() -> run(pair::requests));
        Thread.ofVirtual().start(() -> run(pair::answers));
      }
    } catch (IOException end) {
      close();
    }
  }

  private interface Copying {
    void run() throws IOException, InterruptedException;
  }

  private void run(Copying copying) {
    try {
      copying.run();
    } catch (IOException | InterruptedException ended) {
      // The client hung up, or the test is over.
    }
  }

  /** One connection of the client's, and that to the broker. */
  private final class Pair {
    private final Socket client;
    private final DataInputStream fromClient;
    private final DataOutputStream toClient;
    private final DataInputStream fromBroker;
    private final DataOutputStream toBroker;

    /** A client wants its answers in the order of its requests, so a refusal waits for this. */
    private final Semaphore answered = new Semaphore(1);

    Pair(Socket client, Socket line) throws IOException {
      this.client = client;
      fromClient = new DataInputStream(new BufferedInputStream(client.getInputStream()));
      toClient = new DataOutputStream(client.getOutputStream());
      fromBroker = new DataInputStream(line.getInputStream());
      toBroker = new DataOutputStream(line.getOutputStream());
    }

    void requests() throws IOException, InterruptedException {
      while (true) {
        var request = read(fromClient);
        answered.acquire();
        if (ByteBuffer.wrap(request).getShort() == ApiKeys.PRODUCE.id
            && refused.compareAndSet(false, true)) {
          firstWrite.countDown();
          awaitAnotherRequest();
          write(toClient, refusal(request));
          answered.release();
        } else {
          write(toBroker, request);
        }
      }
    }

    private void awaitAnotherRequest() throws IOException {
      client.setSoTimeout(SECOND_REQUEST_MILLIS);
      fromClient.mark(1);
      try {
        fromClient.read();
        fromClient.reset();
      } catch (SocketTimeoutException none) {
        // The client waits for the answer.
      }
      client.setSoTimeout(0);
    }

    void answers() throws IOException {
      while (true) {
        var answer = read(fromBroker);
        leadHere(answer);
        write(toClient, answer);
        answered.release();
      }
    }
  }

  /** Clients talk to the address that brokers name: this one. */
  private void leadHere(byte[] answer) {
    var host = broker.getHostString().getBytes(US_ASCII);
    var named = ByteBuffer.allocate(host.length + 4).put(host).putInt(broker.getPort()).array();
    for (var at = 0; at + named.length <= answer.length; at++) {
      if (Arrays.equals(answer, at, at + named.length, named, 0, named.length)) {
        ByteBuffer.wrap(answer).putInt(at + host.length, server.getLocalPort());
      }
    }
  }

  private static byte[] refusal(byte[] request) {
    var content = ByteBuffer.wrap(request);
    var header = RequestHeader.parse(content);
    var write = ProduceRequest.parse(new ByteBufferAccessor(content), header.apiVersion());
    var answer = write.getErrorResponse(0, Errors.NOT_LEADER_OR_FOLLOWER.exception());
    var body = MessageUtil.toByteBufferAccessor(answer.data(), header.apiVersion()).buffer();
    // Behind the number of the request: no tagged fields.
    var bytes = ByteBuffer.allocate(Integer.BYTES + 1 + body.remaining());
    return bytes.putInt(header.correlationId()).put((byte) 0).put(body).array();
  }

  private static byte[] read(DataInputStream from) throws IOException {
    var frame = new byte[from.readInt()];
    from.readFully(frame);
    return frame;
  }

  private static void write(DataOutputStream to, byte[] frame) throws IOException {
    to.write(
        ByteBuffer.allocate(Integer.BYTES + frame.length).putInt(frame.length).put(frame).array());
    to.flush();
  }

  @Override
  public void close() {
    try {
      server.close();
      for (var socket : sockets) {
        socket.close();
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
