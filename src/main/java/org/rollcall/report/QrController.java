package org.rollcall.report;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rollcall.access.Caller;
import org.rollcall.web.Fault;
import org.rollcall.web.Fields;
import org.rollcall.web.Fields.Place;
import org.rollcall.web.Problem;

/** QR codes for what is printed: links of passes, codes of badges. */
@Controller("/api/v1/qr-codes")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "reports")
final class QrController {
  /** What the codes are to say. */
  @Introspected
  @Schema(name = "QrTexts")
  record QrTexts(@Nullable List<@Nullable String> texts) {}

  /** The codes, in the order of their texts. */
  @Introspected
  @Schema(name = "QrCodes")
  record QrCodes(List<QrCode> codes) {}

  private final QrLimits limits;

  QrController(QrLimits limits) {
    this.limits = limits;
  }

  /** Makes QR codes, each as one SVG path; nothing is kept of the texts. */
  @Post
  @Status(HttpStatus.OK)
  QrCodes make(@Parameter(hidden = true) Caller caller, @Body QrTexts body) {
    caller.requireUser();
    List<@Nullable String> texts = body.texts();
    if (texts == null || texts.isEmpty()) {
      throw Problem.invalid(Fault.at("/texts", "REQUIRED", "web.required"));
    }
    if (texts.size() > limits.texts()) {
      throw Problem.invalid(
          Fault.at("/texts", "TOO_MANY", "report.too-many-texts", limits.texts()));
    }
    var fields = new Fields();
    var codes = new ArrayList<QrCode>(texts.size());
    for (int i = 0; i < texts.size(); i++) {
      code(fields, Place.pointer("/texts/" + i), texts.get(i), codes);
    }
    fields.check();
    return new QrCodes(codes);
  }

  private void code(Fields fields, Place place, @Nullable String text, List<QrCode> into) {
    if (text == null || text.isEmpty()) {
      fields.add(place.fault("REQUIRED", "web.required"));
    } else if (text.length() > limits.characters()) {
      fields.add(place.fault("TOO_LONG", "web.too-long", limits.characters()));
    } else {
      QrCode.of(text)
          .ifPresentOrElse(
              into::add, () -> fields.add(place.fault("TOO_LONG", "report.no-qr-code")));
    }
  }
}
