package org.rollcall.access;

import io.micronaut.context.annotation.Primary;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Two conferences and their sites, on paper: these tests are about passes. */
@Singleton
@Primary
@Requires(property = "rollcall.tests.doors")
final class PaperSites implements SiteDirectory {
  private static final Map<String, String> SITES =
      new TreeMap<>(
          Map.of("CL-00", "Huyện Cao Lộc", "CL-07", "Xã Gia Cát", "ĐH-01", "Xã Đồng Đăng"));

  @Override
  public Optional<String> title(long conference) {
    return switch ((int) conference) {
      case 1 -> Optional.of("Hội nghị sơ kết");
      case 2 -> Optional.of("Hội nghị khác");
      default -> Optional.empty();
    };
  }

  @Override
  public Optional<String> siteName(long conference, String code) {
    return Optional.ofNullable(SITES.get(code)).filter(name -> title(conference).isPresent());
  }

  @Override
  public Optional<Organizers> organizers(long conference, String code) {
    return siteName(conference, code)
        .map(name -> new Organizers("Huyện ủy Cao Lộc", "CL-00", "Huyện Cao Lộc", null, null));
  }

  @Override
  public List<String> sites(long conference) {
    return List.copyOf(SITES.keySet());
  }
}
