package example;

import io.github.cdkdnscertificate.CertificateProvider;
import io.github.cdkdnscertificate.CertificateProviderProps;
import io.github.cdkdnscertificate.DnsCertificate;
import io.github.cdkdnscertificate.ValidationZone;
import java.util.List;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.Tags;
import software.amazon.awscdk.services.certificatemanager.KeyAlgorithm;
import software.amazon.awscdk.services.cloudfront.BehaviorOptions;
import software.amazon.awscdk.services.cloudfront.Distribution;
import software.amazon.awscdk.services.cloudfront.origins.HttpOrigin;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.amazon.awscdk.services.route53.HostedZone;
import software.amazon.awscdk.services.route53.HostedZoneAttributes;
import software.amazon.awscdk.services.route53.IHostedZone;

/** The app of languages/javascript/app.js, in Java. */
public final class App {
    public static void main(final String[] args) {
        var app = new software.amazon.awscdk.App(AppProps.builder().analyticsReporting(false).build());
        var env = Environment.builder().account("123456789012").region("eu-west-1").build();
        var stack = new Stack(app, "Site", StackProps.builder().env(env).build());
        CertificateProvider.getOrCreate(
                stack,
                CertificateProviderProps.builder().logRetention(RetentionDays.ONE_WEEK).build());

        IHostedZone zone = HostedZone.fromHostedZoneAttributes(stack, "Zone",
                HostedZoneAttributes.builder()
                        .hostedZoneId("Z0123456789EXAMPLE")
                        .zoneName("example.com")
                        .build());
        DnsCertificate certificate = DnsCertificate.Builder.create(stack, "Certificate")
                .domainName("example.com")
                .subjectAlternativeNames(List.of("*.example.com"))
                .validationZones(List.of(ValidationZone.builder().hostedZone(zone).build()))
                .region("us-east-1")
                .keyAlgorithm(KeyAlgorithm.EC_PRIME256_V1)
                .validationTimeout(Duration.minutes(20))
                .build();
        Tags.of(certificate).add("team", "web");

        Distribution.Builder.create(stack, "Distribution")
                .certificate(certificate)
                .domainNames(List.of("example.com"))
                .defaultBehavior(BehaviorOptions.builder()
                        .origin(new HttpOrigin("origin.example.com"))
                        .build())
                .build();
        CfnOutput.Builder.create(stack, "Arn").value(certificate.getCertificateArn()).build();
        app.synth();
    }
}
