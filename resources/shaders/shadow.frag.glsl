// The share of a light that one round cone takes from the ground.

in vec2 at;
flat in vec2 first;
flat in vec2 second;
flat in vec2 radii;
flat in vec2 widths;

out float taken;

void main() {
    vec2 bone = second - first;
    float s = clamp(dot(at - first, bone) / max(dot(bone, bone), 1e-12), 0.0, 1.0);
    float width = mix(widths.x, widths.y, s);
    float lit_edge = 1.0 - clamp(length(at - first - s * bone) / width, 0.0, 1.0);
    // What blurs a shadow also thins it.
    taken = mix(radii.x, radii.y, s) / width * smoothstep(0.0, 1.0, lit_edge);
}
