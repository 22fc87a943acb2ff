package shop;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** {@link TenantFilter}, with done to it what the page says. */
@Component
@Profile("repaired")
class RepairedTenantFilter extends HttpFilter {
  private static final long serialVersionUID = 1;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    TenantFilter.Tenant tenant = new TenantFilter.Tenant(request.getHeader("X-Tenant"));
    try (Scope scope = Context.current().with(TenantFilter.TENANT, tenant).makeCurrent()) {
      if (tenant.name() == null) {
        response.sendError(HttpServletResponse.SC_FORBIDDEN);
      } else {
        chain.doFilter(request, response);
      }
    }
  }
}
