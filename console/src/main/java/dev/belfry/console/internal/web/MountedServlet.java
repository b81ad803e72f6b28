package dev.belfry.console.internal.web;

import io.javalin.Javalin;
import io.javalin.http.servlet.JavalinServlet;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * A web server's routes as a servlet of any container. Javalin looks for its routes behind the path
 * of the context, so the place where the servlet is mounted stands for that here. Javalin's own
 * servlet is of no use for it: it serves web sockets too, and for that needs Jetty's set-up.
 */
public final class MountedServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private final transient JavalinServlet routes;
  private final String basePath;

  /**
   * Creates a servlet.
   *
   * @param server is not started
   * @param basePath with which all paths begin; empty for none
   */
  public MountedServlet(Javalin server, String basePath) {
    this.routes = new JavalinServlet(server.unsafe);
    this.basePath = basePath;
  }

  @Override
  public void init(ServletConfig config) throws ServletException {
    super.init(config);
    routes.init(config);
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    var mounted =
        new HttpServletRequestWrapper(request) {
          @Override
          public String getContextPath() {
            return basePath;
          }
        };
    routes.service(mounted, response);
  }
}
