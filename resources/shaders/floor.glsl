// The ground: a pool of light with a grid, fading into the background.

uniform vec3 floor_colour;
uniform vec3 grid_colour;
uniform float radius;
uniform float cell;       // between lines
uniform vec2 phase;       // of the grid in the pool, so that it stays put in the world
uniform float line;       // pixels

float grid(vec2 at, float every) {
    vec2 place = (at + phase) / every;
    vec2 step_ = fwidth(place);
    vec2 away = abs(fract(place + 0.5) - 0.5) / step_;
    vec2 covered = clamp(0.5 * line + 0.5 - away, 0.0, 1.0);
    // Lines closer than a few pixels would only shimmer.
    covered *= clamp(1.0 / (8.0 * step_) - 0.4, 0.0, 1.0);
    return max(covered.x, covered.y);
}

vec3 floor_at(vec2 at) {
    float away = length(at) / radius;
    float fade = exp(-5.0 * away * away) * clamp(4.0 - 4.0 * away, 0.0, 1.0);
    float lines = max(0.38 * grid(at, cell), 0.85 * grid(at, 4.0 * cell));
    vec3 lit_floor = mix(background, floor_colour, fade);
    return mix(lit_floor, grid_colour, lines * sqrt(fade) * clamp(3.0 - 3.0 * away, 0.0, 1.0) * 0.6);
}
