package org.rollcall;

import io.micronaut.context.BeanContext;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.env.Environment;
import io.micronaut.core.convert.ArgumentConversionContext;
import io.micronaut.core.convert.ConversionContext;
import io.micronaut.core.type.Argument;
import io.micronaut.inject.BeanDefinition;
import io.micronaut.inject.qualifiers.Qualifiers;
import java.time.Duration;

/**
 * Refuses to start with a limit that cannot be read: the framework would take the default for it
 * and say nothing. Made before anything is scheduled or served.
 */
@Context
final class LimitCheck {
  LimitCheck(BeanContext beans, Environment environment) {
    for (BeanDefinition<?> limits :
        beans.getBeanDefinitions(Qualifiers.byStereotype(ConfigurationProperties.class))) {
      if (limits.getBeanType().getPackageName().startsWith(LimitCheck.class.getPackageName())) {
        for (Argument<?> limit : limits.getConstructor().getArguments()) {
          check(limit, environment);
        }
      }
    }
  }

  private static void check(Argument<?> limit, Environment environment) {
    String name = limit.getAnnotationMetadata().stringValue(Property.class, "name").orElse("");
    String given =
        name.isEmpty() ? "" : environment.getProperty(name, String.class).orElse("").strip();
    ArgumentConversionContext<?> wanted = ConversionContext.of(limit);
    if (!given.isEmpty() && environment.getProperty(name, wanted).isEmpty()) {
      throw Settings.wrong(name, given, advice(limit));
    }
  }

  private static String advice(Argument<?> limit) {
    Class<?> type = limit.getType();
    if (type == Duration.class) {
      return "give a length of time like 500ms, 30s or 2h";
    }
    return type == int.class || type == long.class
        ? "give a whole number"
        : "give a value of the kind " + type.getSimpleName();
  }
}
