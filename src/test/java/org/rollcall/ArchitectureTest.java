package org.rollcall;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.jspecify.annotations.NullMarked;

@AnalyzeClasses(packages = "org.rollcall", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule everyPackageSaysThatNothingIsNullUnlessItSaysSo =
      classes().should(standInAPackageMarked());

  @ArchTest
  static final ArchRule roomsDependOnEachOtherOneWay =
      slices().matching("org.rollcall.(*)..").should().beFreeOfCycles().allowEmptyShould(true);

  @ArchTest
  static final ArchRule noRoomIsNamedForWhatItIsMadeOf =
      noClasses()
          .should()
          .resideInAnyPackage(
              "..util..", "..common..", "..service..", "..dto..", "..model..", "..impl..");

  @ArchTest
  static final ArchRule theCoreKnowsNoDoors =
      noClasses()
          .that()
          .resideInAPackage("org.rollcall.attendance..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.rollcall.checkin..",
              "org.rollcall.board..",
              "org.rollcall.web..",
              "io.micronaut.websocket..",
              "io.micronaut.http..")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule figuresKnowNoDatabase =
      noClasses()
          .that()
          .resideInAPackage("org.rollcall.headcount..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "javax.sql..", "io.micronaut.data..")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule plumbingCallsNobody =
      noClasses()
          .that()
          .resideInAPackage("org.rollcall.web..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.rollcall",
              "org.rollcall.conference..",
              "org.rollcall.site..",
              "org.rollcall.roster..",
              "org.rollcall.attendance..",
              "org.rollcall.headcount..",
              "org.rollcall.checkin..",
              "org.rollcall.board..",
              "org.rollcall.report..",
              "org.rollcall.access..",
              "org.rollcall.erasure..",
              "org.rollcall.health..",
              "org.rollcall.pages..",
              "org.rollcall.demo..",
              "org.rollcall.rehearse..");

  @ArchTest
  static final ArchRule aRehearsalIsAClientAndKnowsNothingOfTheServer =
      noClasses()
          .that()
          .resideInAPackage("org.rollcall.rehearse..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("org.rollcall..")
                  .and(not(resideInAPackage("org.rollcall.rehearse.."))))
          .orShould()
          .dependOnClassesThat()
          .resideInAnyPackage("io.micronaut..", "java.sql..", "jakarta..");

  private static ArchCondition<JavaClass> standInAPackageMarked() {
    return new ArchCondition<>("stand in a package annotated @NullMarked") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
        events.add(new SimpleConditionEvent(type, marked, type.getPackageName() + " of " + type));
      }
    };
  }
}
