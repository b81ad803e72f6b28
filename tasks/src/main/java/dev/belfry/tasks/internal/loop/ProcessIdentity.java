package dev.belfry.tasks.internal.loop;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.UUID;

/**
 * How a server or scheduler is known to others. Immutable.
 *
 * @param host name of the machine
 * @param pid id of the process
 * @param serverId unique among all
 */
public record ProcessIdentity(String host, int pid, String serverId) {

  /** A new identity in this process. */
  public static ProcessIdentity create() {
    return new ProcessIdentity(
        hostName(), (int) ProcessHandle.current().pid(), UUID.randomUUID().toString());
  }

  /** The name of this machine, or Go's word for not knowing it. */
  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown-host";
    }
  }

  @Override
  public String toString() {
    return host + ":" + pid + ":" + serverId;
  }
}
