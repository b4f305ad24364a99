import torch

from training.contrast.queue import Queue


def numbered(first: int, n: int) -> torch.Tensor:
    """Keys that say which they are."""
    return torch.arange(first, first + n, dtype=torch.float32)[:, None].expand(-1, 3)


def everything(keys: torch.Tensor) -> torch.Tensor:
    return torch.ones(len(keys), dtype=torch.bool)


def pushed(queue: Queue, *batches: torch.Tensor) -> list[int]:
    for keys in batches:
        queue.push(keys, everything(keys))
    return queue.keys[:, 0].int().tolist()


def test_it_begins_with_unit_vectors_in_all_directions() -> None:
    keys = Queue(500, 16).keys
    torch.testing.assert_close(keys.norm(dim=1), torch.ones(500))
    assert keys.mean(dim=0).norm() < 0.2


def test_new_keys_replace_the_oldest_and_wrap_around() -> None:
    queue = Queue(5, 3)
    assert pushed(queue, numbered(10, 3), numbered(20, 3)) == [22, 11, 12, 20, 21]
    assert queue.pointer == 1


def test_of_more_keys_than_it_holds_the_last_stay() -> None:
    assert sorted(pushed(Queue(4, 3), numbered(1, 11))) == [8, 9, 10, 11]


def test_only_keys_that_count_are_taken() -> None:
    queue = Queue(4, 3)
    queue.push(numbered(1, 4), torch.tensor([False, True, False, True]))
    assert queue.keys[:2, 0].tolist() == [2, 4]
    assert queue.pointer == 2


def test_the_published_pointer_stands_still() -> None:
    queue = Queue(4, 3, moves=False)
    assert pushed(queue, numbered(10, 2), numbered(20, 2))[:2] == [20, 21]
    assert queue.pointer == 0


def test_it_is_saved_and_loaded() -> None:
    queue, other = Queue(5, 3), Queue(5, 3)
    pushed(queue, numbered(10, 3))
    other.load_state_dict(queue.state_dict())
    assert torch.equal(other.keys, queue.keys)
    assert other.pointer == 3
