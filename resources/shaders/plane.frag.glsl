// Ground, or ground in shadow. Shadows are blended by minimum: bones that overlap darken it once.

uniform bool shadow;
uniform float darkness;

in vec2 at;
flat in vec3 first;
flat in vec3 second;
flat in vec2 widths;

out vec4 colour;

float shade() {
    vec2 bone = second.xy - first.xy;
    float s = clamp(dot(at - first.xy, bone) / max(dot(bone, bone), 1e-12), 0.0, 1.0);
    float wide = mix(widths.x, widths.y, s);
    float away = length(at - first.xy - s * bone) / wide;
    float edge = 1.0 - clamp(away, 0.0, 1.0);
    // What blurs a shadow also thins it.
    return darkness * edge * edge * (3.0 - 2.0 * edge) * mix(first.z, second.z, s) / wide;
}

void main() {
    vec3 light = floor_at(at);
    colour = vec4(to_screen(shadow ? light * (1.0 - shade()) : light), 1.0);
}
