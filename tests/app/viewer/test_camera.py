import numpy as np
import pytest

from app.viewer.camera import FIELD_OF_VIEW, Camera

CAMERAS = [
    Camera(np.array((1.0, 2.0, 3.0)), azimuth=0.7, elevation=0.3, distance=4.0),
    Camera(np.array((-5.0, 0.0, 1.0)), azimuth=-2.0, elevation=1.2, distance=7.0),
    Camera(np.zeros(3), azimuth=0.0, elevation=np.pi / 2, distance=2.0, orthographic=True),
]


@pytest.mark.parametrize("camera", CAMERAS)
def test_axes_are_a_right_handed_frame(camera: Camera) -> None:
    right, up, back = camera.axes
    np.testing.assert_allclose(camera.axes @ camera.axes.T, np.eye(3), atol=1e-12)
    np.testing.assert_allclose(np.cross(right, up), back, atol=1e-12)
    assert up[2] >= -1e-12


@pytest.mark.parametrize("camera", CAMERAS)
def test_the_target_is_in_the_middle(camera: Camera) -> None:
    np.testing.assert_allclose(camera.project(camera.target, 640, 480), (320, 240))


def test_eye_of_a_level_camera_is_where_its_azimuth_says() -> None:
    camera = Camera(np.array((1.0, 1.0, 1.0)), azimuth=np.pi / 2, distance=3.0)
    np.testing.assert_allclose(camera.eye, (1, 4, 1), atol=1e-12)


def test_top_of_the_picture_is_half_the_field_of_view_away() -> None:
    camera = Camera(np.zeros(3), azimuth=-np.pi / 2, distance=5.0)
    top = np.array((0.0, 0.0, 5 * np.tan(FIELD_OF_VIEW / 2)))
    np.testing.assert_allclose(camera.project(top, 800, 600), (400, 0), atol=1e-9)


def test_perspective_shrinks_with_distance_and_orthographic_does_not() -> None:
    camera = Camera(np.zeros(3), azimuth=-np.pi / 2, distance=5.0)
    near, far = np.array((1.0, 0, 0)), np.array((1.0, 5.0, 0))
    offset = camera.project(np.stack((near, far)), 600, 600)[:, 0] - 300
    assert offset[0] == pytest.approx(2 * offset[1])
    parallel = Camera(np.zeros(3), azimuth=-np.pi / 2, distance=5.0, orthographic=True)
    offset = parallel.project(np.stack((near, far)), 600, 600)[:, 0] - 300
    assert offset[0] == pytest.approx(offset[1])


@pytest.mark.parametrize("camera", CAMERAS)
def test_matrices_and_project_agree(camera: Camera) -> None:
    rng = np.random.default_rng(0)
    points = camera.target + rng.normal(size=(50, 3)) * 0.5
    matrix = camera.projection_matrix(640 / 480, 0.5, 20.0) @ camera.view_matrix()
    clip = np.c_[points, np.ones(50)] @ matrix.T
    screen = clip[:, :2] / clip[:, 3:] * (0.5, -0.5) + 0.5
    np.testing.assert_allclose(screen * (640, 480), camera.project(points, 640, 480), atol=1e-8)
    assert (np.abs(clip[:, 2] / clip[:, 3]) < 1).all()


@pytest.mark.parametrize("orthographic", [False, True])
def test_near_and_far_planes_map_to_the_ends_of_depth(orthographic: bool) -> None:
    matrix = Camera(orthographic=orthographic).projection_matrix(1.0, 2.0, 9.0)
    for depth, expected in ((2.0, -1.0), (9.0, 1.0)):
        clip = matrix @ (0, 0, -depth, 1)
        assert clip[2] / clip[3] == pytest.approx(expected)


def test_what_is_behind_the_eye_has_no_pixel() -> None:
    camera = Camera(np.zeros(3), distance=2.0)
    assert np.isnan(camera.project(camera.target + 3 * camera.axes[2], 100, 100)).all()


@pytest.mark.parametrize("camera", CAMERAS)
@pytest.mark.parametrize("notches", [1.0, -3.0])
def test_zoom_keeps_what_is_under_the_cursor(camera: Camera, notches: float) -> None:
    point = camera.target + 0.4 * camera.axes[0] - 0.2 * camera.axes[1]
    zoomed = camera.zoomed(notches, 0.4, -0.2)
    np.testing.assert_allclose(
        zoomed.project(point, 640, 480), camera.project(point, 640, 480), atol=1e-9
    )
    assert (zoomed.distance < camera.distance) == (notches > 0)


def test_zoom_in_and_out_comes_back() -> None:
    camera = CAMERAS[0].zoomed(5).zoomed(-5)
    assert camera.distance == pytest.approx(CAMERAS[0].distance)


def test_pan_moves_the_picture_by_as_many_pixels() -> None:
    camera = CAMERAS[0]
    scale = camera.metres_per_pixel(480)
    panned = camera.panned(-30 * scale, 20 * scale)
    np.testing.assert_allclose(panned.project(camera.target, 640, 480), (350, 260))


def test_orbit_stops_at_the_poles_and_goes_round_the_sides() -> None:
    assert Camera().orbited(0, 9).elevation == pytest.approx(np.pi / 2)
    assert Camera().orbited(0, -9).elevation == pytest.approx(-np.pi / 2)
    assert Camera(azimuth=1.0).orbited(2 * np.pi, 0).azimuth == pytest.approx(1.0)


@pytest.mark.parametrize("camera", CAMERAS)
@pytest.mark.parametrize("aspect", [0.5, 2.0])
def test_framing_shows_all_points_and_wastes_no_room(camera: Camera, aspect: float) -> None:
    points = np.random.default_rng(1).normal(size=(200, 3)) * (1, 2, 0.5) + (30, -7, 2)
    framed = camera.framing(points, aspect, fill=0.9)
    off = framed.project(points, 2 * aspect, 2) - (aspect, 1)
    used = np.abs(off / (aspect, 1)).max()
    assert 0.6 < used <= 0.9 + 1e-9


def test_framing_keeps_the_direction() -> None:
    framed = CAMERAS[0].framing(np.eye(3), 1.0)
    np.testing.assert_allclose(framed.axes, CAMERAS[0].axes)
